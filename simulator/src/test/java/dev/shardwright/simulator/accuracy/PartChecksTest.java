package dev.shardwright.simulator.accuracy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shardwright.simulator.TestJobs;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

/** Parts of a step stay as near to their measurements as they are: a right step time could hide errors that cancel. */
final class PartChecksTest {
    private static final List<PartChecks.Check> CHECKS = PartChecks.of(TestJobs.CATALOG, TestJobs.profiles());

    @ParameterizedTest
    @CsvFileSource(resources = "part-thresholds.csv", numLinesToSkip = 1)
    void holds(String kind, double most) {
        double mape = CHECKS.stream()
                .filter(check -> check.kind().equals(kind))
                .mapToDouble(check -> Math.abs(check.ratio() - 1))
                .average()
                .orElseThrow();
        assertThat(100 * mape).isLessThanOrEqualTo(most);
    }
}
