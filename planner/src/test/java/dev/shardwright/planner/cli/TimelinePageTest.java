package dev.shardwright.planner.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command of docs/timeline.md runs, prints what stands there, and draws the picture that is shown. */
final class TimelinePageTest {
    private static final Path PAGE = Path.of("../docs/timeline.md");
    private static final Path PICTURE = Path.of("../docs/images/timeline.svg");
    private static final Pattern COMMAND = Pattern.compile("(?s)```sh\n\\./shardwright (.*?)```");
    private static final Pattern OUTPUT = Pattern.compile("(?s)```text\n(.*?)```");
    private static final String EXPLANATION = "event by event";

    @TempDir
    private Path folder;

    @Test
    void pageShowsWhatTheCommandDoes() throws IOException {
        String page = Files.readString(PAGE).replace("\r\n", "\n");
        Matcher command = COMMAND.matcher(page);
        Matcher shown = OUTPUT.matcher(page);
        assertThat(command.find()).isTrue();
        assertThat(shown.find()).isTrue();

        CommandRun run = CommandRun.of(command.group(1)
                .replace("\\\n", " ")
                .replace("step.", folder.resolve("step.").toString()));
        assertThat(run.status()).as(run.err()).isZero();
        String explanation = run.out().substring(run.out().indexOf(EXPLANATION)).replace("\r\n", "\n");
        if (Boolean.getBoolean("golden.update")) {
            Files.writeString(PAGE, page.substring(0, shown.start(1)) + explanation + page.substring(shown.end(1)));
            Files.copy(folder.resolve("step.svg"), PICTURE, StandardCopyOption.REPLACE_EXISTING);
            return;
        }
        assertThat(explanation).isEqualTo(shown.group(1));
        assertThat(folder.resolve("step.svg")).hasSameTextualContentAs(PICTURE);
        assertThat(folder.resolve("step.json.gz")).isNotEmptyFile();
    }
}
