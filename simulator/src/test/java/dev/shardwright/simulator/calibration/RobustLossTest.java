package dev.shardwright.simulator.calibration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class RobustLossTest {
    @ParameterizedTest
    @ValueSource(doubles = {-40, -3, -0.5, 1e-9, 0.2, 1.5, 12})
    void formsAgree(double residual) {
        double step = 1e-6;
        assertThat(RobustLoss.root(residual) * RobustLoss.root(residual))
                .isCloseTo(RobustLoss.of(residual), within(1e-9));
        assertThat(RobustLoss.rootSlope(residual))
                .isCloseTo(
                        (RobustLoss.root(residual + step) - RobustLoss.root(residual - step)) / (2 * step),
                        within(1e-5));
        assertThat(2 * RobustLoss.weight(residual) * residual)
                .isCloseTo(
                        (RobustLoss.of(residual + step) - RobustLoss.of(residual - step)) / (2 * step), within(1e-4));
    }

    @ParameterizedTest
    @ValueSource(doubles = {30, 300})
    void growsLikeAStraightLineFarOut(double residual) {
        assertThat(RobustLoss.of(2 * residual) / RobustLoss.of(residual)).isCloseTo(2, within(0.06));
        assertThat(RobustLoss.of(residual)).isLessThan(0.2 * residual * residual);
    }
}
