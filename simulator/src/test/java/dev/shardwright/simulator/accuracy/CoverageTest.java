package dev.shardwright.simulator.accuracy;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Intervals hold what they promise, on runs whose groups they did not see. */
final class CoverageTest {
    private static final Coverage COVERAGE = ShippedRuns.ACCURACY.coverage();

    @Test
    void nineOfTenRunsLieInside() {
        assertThat(COVERAGE.time(run -> true).inside()).isBetween(0.87, 0.93);
        assertThat(COVERAGE.time(run -> !run.file().startsWith("ultrascale")).inside())
                .isBetween(0.87, 0.94);
        assertThat(COVERAGE.memory(run -> true).inside()).isBetween(0.87, 0.93);
    }

    @Test
    void everyRunIsJudgedOnce() {
        assertThat(COVERAGE.runs())
                .hasSameSizeAs(ShippedRuns.ACCURACY.validation().scored());
    }
}
