package dev.shardwright.simulator.accuracy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.shardwright.simulator.stack.Experience.Spread;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class ConformalQuantileTest {
    @Test
    void fewerThanNineSayNothing() {
        assertThat(ConformalQuantile.of(new double[8])).isEmpty();
        assertThat(ConformalQuantile.of(new double[9])).isPresent();
    }

    @Test
    void smallSamplesTakeOneFactorForBothSides() {
        double[] residuals = {0.01, -0.02, 0.03, -0.04, 0.05, -0.06, 0.07, -0.08, 0.09};
        Spread spread = ConformalQuantile.of(residuals).orElseThrow();
        assertThat(Math.log(spread.high())).isCloseTo(0.09, within(1e-12));
        assertThat(Math.log(spread.low())).isCloseTo(-0.09, within(1e-12));
        assertThat(spread.runs()).isEqualTo(9);
    }

    @Test
    void largeSamplesLeaveOutATwentiethOnEachSide() {
        double[] residuals =
                IntStream.rangeClosed(-49, 49).mapToDouble(i -> i / 100.0).toArray();
        Spread spread = ConformalQuantile.of(residuals).orElseThrow();
        assertThat(Math.log(spread.low())).isCloseTo(-0.45, within(1e-12));
        assertThat(Math.log(spread.high())).isCloseTo(0.45, within(1e-12));
    }

    @Test
    void everySampleWeighsTheSame() {
        double[] large = new double[1000];
        Arrays.fill(large, 0.1);
        List<double[]> samples = List.of(large, new double[] {0.3}, new double[] {-0.2});
        Spread spread = ConformalQuantile.ofSamples(samples);
        assertThat(Math.log(spread.high())).isCloseTo(0.3, within(1e-12));
        assertThat(Math.log(spread.low())).isCloseTo(-0.2, within(1e-12));
        assertThat(Math.log(ConformalQuantile.symmetricOfSamples(samples).low()))
                .isCloseTo(-0.3, within(1e-12));
    }

    /** What the method promises, for errors that are neither normal nor centred. */
    @Test
    void theNextResidualLiesInsideNineTimesOfTen() {
        Random random = new Random(11);
        int inside = 0;
        int trials = 4000;
        for (int trial = 0; trial < trials; trial++) {
            double[] residuals = random.doubles(trial % 2 == 0 ? 20 : 59)
                    .map(u -> u * u - 0.2)
                    .toArray();
            Spread spread = ConformalQuantile.of(residuals).orElseThrow();
            double next = random.nextDouble();
            double log = next * next - 0.2;
            inside += Math.exp(log) >= spread.low() && Math.exp(log) <= spread.high() ? 1 : 0;
        }
        assertThat(inside / (double) trials).isBetween(0.88, 0.93);
    }
}
