package dev.shardwright.profiler.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.shardwright.profiler.bench.Sample;
import dev.shardwright.profiler.kernel.Kernel;
import dev.shardwright.profiler.kernel.MatrixProduct;
import dev.shardwright.profiler.kernel.MemoryCopy;
import dev.shardwright.simulator.hardware.NumberFormat;
import dev.shardwright.simulator.unit.BytesPerSecond;
import dev.shardwright.simulator.unit.FlopsPerSecond;
import dev.shardwright.simulator.unit.Seconds;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class CurveFitTest {
    private static final Roof ROOF =
            new Roof(Map.of(NumberFormat.FP32, new FlopsPerSecond(1e12)), new BytesPerSecond(1e11), "test");

    /** Square products whose time follows from their time at the roof. */
    private static List<Sample> samples(DoubleUnaryOperator time, long... edges) {
        List<Sample> samples = new ArrayList<>();
        for (long edge : edges) {
            Kernel kernel = Kernel.forward(new MatrixProduct(edge, edge, edge, 1), NumberFormat.FP32);
            double size = ROOF.time(kernel).orElseThrow().value();
            samples.add(new Sample(kernel, 1, List.of(new Seconds(time.applyAsDouble(size)))));
        }
        return samples;
    }

    private static EfficiencyCurve curve(List<Sample> samples) {
        return CurveFit.curves(samples, ROOF).get(0);
    }

    @ParameterizedTest
    @MethodSource
    void findsTheCurveThatMadeTheTimes(int seed) {
        Random random = new Random(seed);
        double ceiling = 0.2 + 0.8 * random.nextDouble();
        double half = 1e-5 + 1e-3 * random.nextDouble();
        EfficiencyCurve curve = curve(samples(size -> (size + half) / ceiling, 64, 256, 512, 1024, 4096));
        assertThat(curve.ceiling()).isCloseTo(ceiling, within(1e-6));
        assertThat(curve.halfSize().value()).isCloseTo(half, within(1e-6 * half + 1e-12));
        assertThat(curve.efficiency(new Seconds(half))).isCloseTo(ceiling / 2, within(1e-6));
        assertThat(curve.quality().spread()).isLessThan(1e-6);
        assertThat(curve.quality().leaveShapeOut().orElseThrow()).isLessThan(1e-5);
    }

    static IntStream findsTheCurveThatMadeTheTimes() {
        return IntStream.range(0, 20);
    }

    @Test
    void noiseShowsInTheSpreadAndInTheErrorOfShapesLeftOut() {
        Random random = new Random(5);
        EfficiencyCurve curve = curve(samples(
                size -> 2 * size * (1 + 0.2 * (random.nextDouble() - 0.5)), 64, 128, 256, 512, 1024, 2048));
        assertThat(curve.quality().spread()).isBetween(0.01, 0.12);
        assertThat(curve.quality().leaveShapeOut().orElseThrow()).isBetween(0.01, 0.2);
    }

    /** Small shapes that are faster than large ones would make the time of nothing negative. */
    @Test
    void timesNeverFallBelowZero() {
        EfficiencyCurve curve = curve(samples(size -> size * size, 64, 256, 1024));
        assertThat(curve.halfSize()).isEqualTo(Seconds.ZERO);
        assertThat(curve.ceiling()).isPositive();
    }

    @Test
    void oneShapeGivesItsOwnEfficiencyAndNoError() {
        EfficiencyCurve curve = curve(samples(size -> 4 * size, 512));
        assertThat(curve.ceiling()).isCloseTo(0.25, within(1e-9));
        assertThat(curve.quality().leaveShapeOut()).isEmpty();
    }

    @Test
    void withoutAKnownRoofTheRunsOwnRatesAreIt() {
        List<Sample> samples = samples(size -> 2 * size, 512, 1024);
        samples.add(copy(1 << 10, 1e-9));
        samples.add(copy(1 << 20, 1e-3));
        Fit fit = Fit.of(samples, Optional.empty());
        assertThat(fit.roof().orElseThrow().origin()).isEqualTo(Roof.MEASURED);
        assertThat(fit.sustained().compute().get(NumberFormat.FP32).value()).isCloseTo(5e11, within(1.0));
        double largestCopy = 8.0 * (1 << 20) / 1e-3;
        assertThat(fit.sustained().memory().orElseThrow().value()).isCloseTo(largestCopy, within(1.0));
    }

    @Test
    void withoutAStreamingKernelThereIsNoCurve() {
        Fit fit = Fit.of(samples(size -> 2 * size, 512, 1024), Optional.empty());
        assertThat(fit.roof()).isEmpty();
        assertThat(fit.curves()).isEmpty();
    }

    private static Sample copy(long elements, double seconds) {
        return new Sample(
                Kernel.forward(new MemoryCopy(elements), NumberFormat.FP32), 1, List.of(new Seconds(seconds)));
    }
}
