package dev.shardwright.simulator.accuracy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shardwright.simulator.TestJobs;
import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;

/**
 * {@code profiles/residuals.json} is that of this commit. To write it anew:
 * {@code ./shardwright validate --residuals profiles/residuals.json}.
 */
final class ResidualFileTest {
    @Test
    void theFileIsThatOfThisCommit() throws IOException {
        assertThat(Files.readString(TestJobs.profiles().resolve("residuals.json")))
                .isEqualTo(ResidualFile.text(ShippedRuns.ACCURACY.residuals()));
    }

    /** What the catalog hands out is what was computed, to the digits of the file. */
    @Test
    void theCatalogReadsItBack() {
        ShippedRuns.ACCURACY.residuals().stacks().forEach((stack, computed) -> {
            var read = TestJobs.CATALOG.stacks().stack(stack).experience();
            assertThat(read.domain()).isEqualTo(computed.domain());
            assertThat(read.time().kinds().keySet())
                    .isEqualTo(computed.time().kinds().keySet());
            assertThat(read.memory().stack().high() / computed.memory().stack().high())
                    .isBetween(0.999, 1.001);
        });
    }
}
