package dev.shardwright.simulator.hardware;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.shardwright.simulator.hardware.Surface.Axis;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class SurfaceTest {
    private static final Axis X = new Axis("x", List.of(1.0, 4.0, 64.0));
    private static final Axis Y = new Axis("y", List.of(2.0, 8.0));
    private static final Axis Z = new Axis("z", List.of(1.0, 10.0, 1000.0));

    private static double power(double x, double y, double z) {
        return 0.3 * Math.pow(x, 0.5) * Math.pow(y, -0.25) * Math.pow(z, 0.1);
    }

    private static Surface powerLaw() {
        double[] values = new double[18];
        int i = 0;
        for (double x : X.nodes()) {
            for (double y : Y.nodes()) {
                for (double z : Z.nodes()) {
                    values[i++] = power(x, y, z);
                }
            }
        }
        return new Surface(List.of(X, Y, Z), values);
    }

    @Test
    void powerLawsComeOutExactlyEverywhereInTheGrid() {
        Surface surface = powerLaw();
        Random random = new Random(7);
        for (int i = 0; i < 1_000; i++) {
            double x = Math.pow(64, random.nextDouble());
            double y = 2 * Math.pow(4, random.nextDouble());
            double z = Math.pow(1000, random.nextDouble());
            assertThat(surface.at(x, y, z)).as("%s %s %s", x, y, z).isCloseTo(power(x, y, z), within(1e-12));
        }
    }

    @Test
    void outsideTheNearestFaceHoldsAndTheDistanceIsTold() {
        Surface surface = powerLaw();
        assertThat(surface.at(256, 8, 1000)).isCloseTo(power(64, 8, 1000), within(1e-12));
        assertThat(surface.at(4, 1, 0.5)).isCloseTo(power(4, 2, 1), within(1e-12));
        assertThat(surface.octavesOutside(256, 8, 1000)).isCloseTo(2, within(1e-12));
        assertThat(surface.octavesOutside(4, 1, 0.25)).isCloseTo(2, within(1e-12));
        assertThat(surface.octavesOutside(4, 4, 4)).isZero();
    }

    @Test
    void fewerAxesIgnoreTheOtherExtents() {
        Surface line = new Surface(List.of(Y), new double[] {1, 4});
        assertThat(line.at(4)).isCloseTo(2, within(1e-12));
        assertThat(line.at(4, 99, 0.01)).isEqualTo(line.at(4));
        assertThat(new Surface(List.of(new Axis("one", List.of(5.0))), new double[] {3}).at(77))
                .isCloseTo(3, within(1e-12));
    }

    @Test
    void surfacesWithTheSameNodesAndValuesAreEqual() {
        Surface line = new Surface(List.of(Y), new double[] {1, 4});
        assertThat(new Surface(List.of(new Axis("y", List.of(2.0, 8.0))), line.values()))
                .isEqualTo(line)
                .hasSameHashCodeAs(line);
        assertThat(new Surface(List.of(Y), new double[] {1, 5})).isNotEqualTo(line);
        assertThat(new Surface(List.of(new Axis("z", Y.nodes())), line.values()))
                .isNotEqualTo(line);
    }

    @Test
    void nonsenseIsRefused() {
        assertThatThrownBy(() -> new Axis("m", List.of(4.0, 2.0))).hasMessageContaining("axis m must rise");
        assertThatThrownBy(() -> new Axis("m", List.of(0.0))).hasMessageContaining("above zero");
        assertThatThrownBy(() -> new Surface(List.of(Y), new double[] {1})).hasMessageContaining("1 values");
        assertThatThrownBy(() -> new Surface(List.of(Y), new double[] {1, 0})).hasMessageContaining("above zero");
    }
}
