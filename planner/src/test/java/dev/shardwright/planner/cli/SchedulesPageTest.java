package dev.shardwright.planner.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The commands of docs/schedules.md run, and each prints what stands under it. */
final class SchedulesPageTest {
    private static final Path PAGE = Path.of("../docs/schedules.md");
    private static final Pattern EXAMPLE = Pattern.compile("(?s)```sh\n\\./shardwright (.*?)```\n```text\n(.*?)```");

    @Test
    void pageShowsWhatTheCommandsPrint() throws IOException {
        String page = Files.readString(PAGE).replace("\r\n", "\n");
        Matcher example = EXAMPLE.matcher(page);
        StringBuilder printed = new StringBuilder();
        int examples = 0;
        while (example.find()) {
            CommandRun run = CommandRun.of(example.group(1).replace("\\\n", " "));
            assertThat(run.status()).as(run.err()).isZero();
            String replacement = "```sh\n./shardwright " + example.group(1) + "```\n```text\n"
                    + run.out().replace("\r\n", "\n") + "```";
            example.appendReplacement(printed, Matcher.quoteReplacement(replacement));
            examples++;
        }
        example.appendTail(printed);
        assertThat(examples).isEqualTo(2);
        if (Boolean.getBoolean("golden.update")) {
            Files.writeString(PAGE, printed);
            return;
        }
        assertThat(printed.toString()).isEqualTo(page);
    }
}
