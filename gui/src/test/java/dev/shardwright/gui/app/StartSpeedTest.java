package dev.shardwright.gui.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shardwright.planner.cli.Shardwright;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * From the start of Java, with the options of the launcher but no archive of classes, until the first window is painted,
 * without a display, on the wall clock. What a person waits for, with the archive, scripts/measure-gui-start tells; two
 * seconds are wanted of it. A slower machine is told by how long it needs to list the models, which starts Java and reads
 * files too: there, the window may take a multiple of that.
 */
final class StartSpeedTest {
    private static final double MOST_SECONDS = 2;

    /** It was 3.7 where the list took 1.5 s. */
    private static final double MOST_LISTS = 3.5;

    /** Other work on the machine only ever adds time, so the quickest start counts. */
    private static final int STARTS = 5;

    @TempDir
    private Path home;

    @Test
    void theWindowIsThereAfterTwoSeconds() throws IOException, TimeoutException {
        ShownWindow.open(980, 620).close();
        double window = quickest(StartOptions.SHOWN, GuiLauncher.class, "--until-shown");
        double list = quickest("gpt-3-175b", Shardwright.class, "model", "list");
        System.out.printf(
                Locale.ROOT,
                "start of Java to the first window: %.2f s, to the list of models: %.2f s%n",
                window,
                list);
        assertThat(window).isLessThanOrEqualTo(Math.max(MOST_SECONDS, MOST_LISTS * list));
    }

    private double quickest(String sign, Class<?> program, String... arguments) throws IOException {
        List<String> command = JavaCommand.of(JavaCommand.PROJECT, home, program, arguments);
        double best = Double.POSITIVE_INFINITY;
        for (int start = 0; start < STARTS; start++) {
            best = Math.min(best, seconds(sign, command));
        }
        return best;
    }

    /** Until a line that begins with the sign. */
    private static double seconds(String sign, List<String> command) throws IOException {
        long start = System.nanoTime();
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        List<String> said = new ArrayList<>();
        try (BufferedReader out =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            String line = out.readLine();
            while (line != null && !line.startsWith(sign)) {
                said.add(line);
                line = out.readLine();
            }
            assertThat(line).as("what the program said: %s", said).isNotNull();
            return (System.nanoTime() - start) / 1e9;
        } finally {
            process.destroy();
        }
    }
}
