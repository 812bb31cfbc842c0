package dev.shardwright.simulator.runlog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class RunNotesTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            1,234.5 | 1234.5
            1.23K   | 1230
            4.2M    | 4.2e6
            1B      | 1e9
            7.1E+03 | 7100
            12      | 12
            """)
    void figuresOfLogs(String text, double value) {
        assertThat(RunNotes.number(text)).isCloseTo(value, within(1e-9 * value));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-", "K", "abc", "1.2.3"})
    void whatIsNoFigureIsNotANumber(String text) {
        assertThat(RunNotes.number(text)).isNaN();
    }

    /** However a framework formats its numbers, the time that is read is the one that was printed. */
    @Test
    void anyFormatKeepsTheTime() {
        Random random = new Random(42);
        String[] formats = {"%.1f", "%.3f", "%.6f", "%f", "%.0f"};
        for (int i = 0; i < 200; i++) {
            double milliseconds = Math.exp(3 + 9 * random.nextDouble());
            String printed = String.format(Locale.ROOT, formats[i % formats.length], milliseconds);
            String line = "iteration 1/ 10 | elapsed time per iteration (ms): " + printed + " |";
            JsonNode row = Imports.row(LogText.of("a.log", line));
            double expected = Double.parseDouble(printed) / 1000;
            assertThat(row.at("/measured/iteration_s").asDouble())
                    .as(line)
                    .isCloseTo(expected, within(1e-5 * expected));
        }
    }
}
