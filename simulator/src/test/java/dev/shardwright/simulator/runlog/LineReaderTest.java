package dev.shardwright.simulator.runlog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.shardwright.simulator.problem.InvalidInputException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LineReaderTest {
    @TempDir
    private Path folder;

    /** Random texts of letters and line ends of all systems, against the library's own reader. */
    @Test
    void linesEndAsTheLibraryEndsThem() throws IOException {
        for (int seed = 0; seed < 300; seed++) {
            Random random = new Random(seed);
            StringBuilder text = new StringBuilder();
            for (int i = random.nextInt(40); i > 0; i--) {
                text.append("ab\n\r\r\n".charAt(random.nextInt(6)));
            }
            LineReader reader = new LineReader(new BufferedReader(new StringReader(text.toString())));
            List<String> lines = new ArrayList<>();
            for (Optional<String> line = reader.next(); line.isPresent(); line = reader.next()) {
                lines.add(line.get());
            }
            assertThat(lines)
                    .as("seed %d", seed)
                    .containsExactlyElementsOf(new BufferedReader(new StringReader(text.toString()))
                            .lines()
                            .toList());
        }
    }

    @Test
    void aLineWithoutEndIsRefused() throws IOException {
        Path file =
                Files.writeString(folder.resolve("log.txt"), "# nThread 1\n" + "x".repeat(LineReader.MOST_CHARACTERS));
        assertThatThrownBy(() -> LogText.read(file))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("log.txt:2: is longer than any line of a log");
    }
}
