package dev.shardwright.simulator.hardware;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.shardwright.simulator.hardware.GemmCurve.Wave;
import dev.shardwright.simulator.hardware.Surface.Axis;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A device of 100 multiprocessors that reaches 60 % of its roof in full waves of 128 x 256 tiles. */
final class GemmCurveTest {
    private static final Surface LEVEL = new Surface(List.of(one("m"), one("n"), one("k")), new double[] {0.6});

    private static Axis one(String name) {
        return new Axis(name, List.of(1024.0));
    }

    private static double fraction(double exponent, double m, double n) {
        return new GemmCurve(LEVEL, List.of(new Wave(128, 256, exponent))).fraction(m, n, 4096, 100);
    }

    @Test
    void fullWavesReachTheSurface() {
        assertThat(fraction(1, 10 * 128, 10 * 256)).isCloseTo(0.6, within(1e-12));
        assertThat(fraction(1, 30 * 128, 10 * 256)).isCloseTo(0.6, within(1e-12));
    }

    /** One row more needs ten more tiles, hence a second wave for them: twice the places. */
    @Test
    void aTileTooManyCostsAWave() {
        double ideal = 1281.0 / 1280;
        assertThat(fraction(1, 1281, 2560)).isCloseTo(0.6 * ideal / 2, within(1e-12));
        assertThat(fraction(0.5, 1281, 2560)).isCloseTo(0.6 * Math.sqrt(ideal / 2), within(1e-12));
        assertThat(fraction(0, 1281, 2560)).isCloseTo(0.6, within(1e-12));
    }

    /** Nothing narrower was timed; a place that its tile leaves empty was empty in the least one too. */
    @Test
    void productsBelowTheLeastReachWhatThatReaches() {
        assertThat(fraction(1, 2560, 8)).isCloseTo(fraction(1, 2560, 1024), within(1e-12));
        assertThat(fraction(1, 8, 2560)).isCloseTo(fraction(1, 1024, 2560), within(1e-12));
    }
}
