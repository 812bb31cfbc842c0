package dev.shardwright.planner.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shardwright.simulator.unit.Seconds;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

final class SearchProgressTest {
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final PrintStream stream = new PrintStream(err, true, StandardCharsets.UTF_8);
    private final Console console =
            new Console(stream, stream, new Console.Terminal(false, true, 80), new Interruption());

    @Test
    void countsLayouts() {
        try (SearchProgress progress = SearchProgress.start(console, new Seconds(3600))) {
            progress.begins(200);
            progress.advanced(40);
            progress.advanced(10);

            assertThat(progress.percent()).isEqualTo(25);
            assertThat(progress.cancelled()).isFalse();
        }
    }

    @Test
    void goesByTimeWhereNothingIsCounted() {
        try (SearchProgress progress = SearchProgress.start(console, new Seconds(1e-6))) {
            progress.begins(200);

            assertThat(progress.percent()).isEqualTo(100);
        }
    }

    @Test
    void showsNothingOfAShortSearch() {
        SearchProgress.start(console, new Seconds(3600)).close();

        assertThat(err.size()).isZero();
    }
}
