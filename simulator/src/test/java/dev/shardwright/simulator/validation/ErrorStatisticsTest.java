package dev.shardwright.simulator.validation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

final class ErrorStatisticsTest {
    @Test
    void worksOutByHand() {
        ErrorStatistics statistics = ErrorStatistics.of(new double[] {0.9, 1.2, 1.0, 1.1});
        assertThat(statistics.count()).isEqualTo(4);
        assertThat(statistics.mean()).isCloseTo(0.1, within(1e-12));
        assertThat(statistics.median()).isCloseTo(0.1, within(1e-12));
        assertThat(statistics.p90()).isCloseTo(0.17, within(1e-12));
        assertThat(statistics.bias()).isCloseTo(0.05, within(1e-12));
    }

    @Test
    void nothingMeasuredIsAllZero() {
        assertThat(ErrorStatistics.of(new double[0])).isEqualTo(new ErrorStatistics(0, 0, 0, 0, 0));
    }
}
