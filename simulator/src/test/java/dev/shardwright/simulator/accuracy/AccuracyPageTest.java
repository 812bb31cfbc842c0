package dev.shardwright.simulator.accuracy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shardwright.simulator.TestJobs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/**
 * The generated parts of docs/accuracy.md, and the pages beside it that are cheap to make, are those of this commit. To
 * write them anew: {@code .ci/regenerate}, or {@code SHARDWRIGHT_UPDATE=true mvn -q -pl simulator test
 * -Dtest=AccuracyPageTest}.
 */
final class AccuracyPageTest {
    private static final Path DOCS = Path.of("..", "docs");

    @Test
    void thePagesAreThoseOfThisCommit() throws IOException {
        Slices slices = ShippedRuns.SLICES;
        String overview = read(DOCS.resolve("accuracy.md"));
        for (Page page : AccuracyPages.of(slices, overview, TestJobs.profiles())) {
            Path file = DOCS.resolve(page.path());
            if ("true".equals(System.getenv("SHARDWRIGHT_UPDATE"))) {
                Files.writeString(file, page.text());
            }
            assertThat(read(file)).as(page.path()).isEqualTo(page.text());
        }
    }

    private static String read(Path file) throws IOException {
        return Files.readString(file).replace("\r\n", "\n");
    }
}
