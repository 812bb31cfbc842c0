package dev.shardwright.planner.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The README's commands run, and its first one prints what stands under it. */
final class ReadmeTest {
    private static final Path HOME = Path.of("..");
    private static final Pattern OUTPUT = Pattern.compile("```text\n(.*?)\n```", Pattern.DOTALL);

    /** Commands of this module that finish in a moment; the others open a window, time kernels or take a minute. */
    private static final Pattern COMMAND = Pattern.compile(
            "(?m)^\\./shardwright ((?:plan|sweep|export|import|diagnose|check|simulate|schedules) [^#\n]*)");

    @TempDir
    private Path folder;

    @Test
    void commandsRunInTheirOrder() throws IOException {
        List<String> commands = commands();
        assertThat(commands).hasSizeGreaterThanOrEqualTo(4);
        for (String command : commands) {
            CommandRun run = CommandRun.of(inFolder(command));
            assertThat(run.status()).as("%s%n%s", command, run.err()).isZero();
        }
    }

    @Test
    void theFirstPrintsWhatStandsThere() throws IOException {
        Matcher shown = OUTPUT.matcher(readme());
        assertThat(shown.find()).isTrue();
        CommandRun run = CommandRun.of(commands().get(0));
        if (Boolean.getBoolean("golden.update")) {
            String text = readme();
            String own = run.out().stripTrailing();
            Files.writeString(
                    HOME.resolve("README.md"), text.substring(0, shown.start(1)) + own + text.substring(shown.end(1)));
            return;
        }
        assertThat(run.out().stripTrailing()).isEqualTo(shown.group(1).stripTrailing());
    }

    private static List<String> commands() throws IOException {
        List<String> commands = new ArrayList<>();
        Matcher found = COMMAND.matcher(readme());
        while (found.find()) {
            commands.add(found.group(1).strip());
        }
        return commands;
    }

    private static String readme() throws IOException {
        return Files.readString(HOME.resolve("README.md")).replace("\r\n", "\n");
    }

    /** Files that a command writes go to this test's folder; those of the project are named from here. */
    private String inFolder(String command) {
        return command.replace("plan.json", folder.resolve("plan.json").toString())
                .replace("launch.sh", folder.resolve("launch.sh").toString())
                .replace("job.json", folder.resolve("job.json").toString())
                .replace("better.sh", folder.resolve("better.sh").toString())
                .replace("step.json", folder.resolve("step.json").toString())
                .replace("step.svg", folder.resolve("step.svg").toString())
                .replace("examples/", HOME.resolve("examples") + "/");
    }
}
