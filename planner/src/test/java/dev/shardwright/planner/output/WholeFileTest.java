package dev.shardwright.planner.output;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.shardwright.simulator.problem.InvalidInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class WholeFileTest {
    @TempDir
    private Path folder;

    @Test
    void whatFailsHalfwayLeavesTheOldFileAndNothingElse() throws IOException {
        Path file = Files.writeString(folder.resolve("step.json"), "old");

        assertThatThrownBy(() -> WholeFile.write(file, part -> {
                    Files.writeString(part, "half");
                    throw new IOException("no space left");
                }))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("step.json: cannot be written: no space left");

        assertThat(file).hasContent("old");
        assertFiles(1);
    }

    @Test
    void aDefectLeavesNothingEither() throws IOException {
        assertThatThrownBy(() -> WholeFile.write(folder.resolve("step.json"), part -> {
                    Files.writeString(part, "half");
                    throw new IllegalStateException("defect");
                }))
                .isInstanceOf(IllegalStateException.class);

        assertFiles(0);
    }

    @Test
    void aLinkStaysALink() throws IOException {
        Path file = Files.writeString(folder.resolve("real.json"), "old");
        Path link = Files.createSymbolicLink(folder.resolve("link.json"), file);
        WholeFile.write(link, part -> Files.writeString(part, "new"));

        assertThat(Files.isSymbolicLink(link)).isTrue();
        assertThat(file).hasContent("new");
        assertFiles(2);
    }

    private void assertFiles(int count) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).hasSize(count);
        }
    }
}
