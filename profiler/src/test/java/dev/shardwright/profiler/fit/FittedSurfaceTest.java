package dev.shardwright.profiler.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.shardwright.profiler.fit.SurfaceFit.Point;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

final class FittedSurfaceTest {
    private static final List<FitAxis> AXES = List.of(
            new FitAxis(Nodes.powers("m", 2, DoubleStream.of(128, 8192)), 0.3),
            new FitAxis(Nodes.powers("n", 2, DoubleStream.of(128, 8192)), 0.3));

    /** A saturating efficiency times a wave term of exponent 0.4, with noise and, if asked for, disturbed points. */
    private static List<Point> points(double noise, int everyDisturbed) {
        Random random = new Random(11);
        List<Point> points = new ArrayList<>();
        for (int i = 0; i < 2_000; i++) {
            double m = Math.rint(128 * Math.pow(64, random.nextDouble()));
            double n = Math.rint(128 * Math.pow(64, random.nextDouble()));
            double wave = -0.5 * random.nextDouble();
            double log = Math.log(efficiency(m, n)) + 0.4 * wave + noise * random.nextGaussian();
            boolean disturbed = everyDisturbed > 0 && i % everyDisturbed == 0;
            points.add(new Point(new double[] {m, n}, new double[] {wave}, disturbed ? log - 1 : log));
        }
        return points;
    }

    private static double efficiency(double m, double n) {
        return 0.8 * m / (m + 500) * n / (n + 300);
    }

    @Test
    void findsSurfaceAndExponentBehindNoise() {
        FittedSurface fitted = FittedSurface.of(AXES, points(0.03, 0));
        assertThat(fitted.exponents()[0]).isCloseTo(0.4, within(0.02));
        assertThat(fitted.surface().at(2048, 700)).isCloseTo(efficiency(2048, 700), within(0.02));
        assertThat(fitted.quality().samples()).isEqualTo(2_000);
        // The median of |N(0, 0.03)| is 0.0202; shapes left out can hardly do better.
        assertThat(fitted.quality().leftOut().median()).isBetween(0.018, 0.025);
        assertThat(fitted.quality().leftOut().ninetieth())
                .isGreaterThan(fitted.quality().leftOut().median());
    }

    /** One timing in ten took e times as long. */
    @Test
    void disturbedTimingsHardlyMoveTheSurface() {
        double calm = FittedSurface.of(AXES, points(0.03, 0)).surface().at(1024, 1024);
        double disturbed = FittedSurface.of(AXES, points(0.03, 10)).surface().at(1024, 1024);
        assertThat(disturbed).isCloseTo(calm, within(0.03 * calm));
    }

    @Test
    void anExponentIsNeverBelowZero() {
        List<Point> points = points(0.01, 0).stream()
                .map(point -> new Point(point.at(), new double[] {-point.terms()[0]}, point.log()))
                .toList();
        assertThat(FittedSurface.of(AXES, points).exponents()[0]).isZero();
    }

    @Test
    void theSameTimingsGiveTheSameSurface() {
        assertThat(FittedSurface.of(AXES, points(0.05, 7)).surface().values())
                .isEqualTo(FittedSurface.of(AXES, points(0.05, 7)).surface().values());
    }
}
