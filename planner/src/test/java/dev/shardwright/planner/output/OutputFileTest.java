package dev.shardwright.planner.output;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.shardwright.simulator.problem.InvalidInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class OutputFileTest {
    @TempDir
    private Path folder;

    @Test
    void writesAndReplaces() throws IOException {
        Path file = folder.resolve("a.txt");
        new OutputFile(file, "one", false).write();
        new OutputFile(file, "two", true).write();

        assertThat(file).hasContent("two").isExecutable();
        try (var files = Files.list(folder)) {
            assertThat(files).as("nothing is left beside it").containsExactly(file);
        }
    }

    @Test
    void knowsWhatItWouldReplace() throws IOException {
        Path file = Files.writeString(folder.resolve("a.txt"), "one");

        assertThat(new OutputFile(file, "one", false).replacesOther()).isFalse();
        assertThat(new OutputFile(file, "two", false).replacesOther()).isTrue();
        assertThat(new OutputFile(folder.resolve("b.txt"), "two", false).replacesOther())
                .isFalse();
    }

    @Test
    void keepsALinkAndReplacesWhatItPointsTo() throws IOException {
        Path target = Files.writeString(folder.resolve("target.txt"), "one");
        Path link = Files.createSymbolicLink(folder.resolve("link.txt"), target);
        new OutputFile(link, "two", false).write();

        assertThat(link).isSymbolicLink();
        assertThat(target).hasContent("two");
    }

    @Test
    void namesAFolderThatIsMissing() {
        Path file = folder.resolve("none/a.txt");

        assertThatThrownBy(() -> new OutputFile(file, "one", false).write())
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining(file.toString())
                .hasMessageContaining("folder that does not exist");
    }
}
