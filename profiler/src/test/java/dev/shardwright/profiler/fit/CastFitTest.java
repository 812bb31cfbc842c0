package dev.shardwright.profiler.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.shardwright.simulator.catalog.KernelCurve;
import dev.shardwright.simulator.hardware.NumberFormat;
import dev.shardwright.simulator.operator.Gemm;
import dev.shardwright.simulator.timing.KernelTiming;
import dev.shardwright.simulator.unit.BytesPerSecond;
import dev.shardwright.simulator.unit.Seconds;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Timings that were made of a product, a cast and a gap come apart again. */
final class CastFitTest {
    private static final BytesPerSecond BANDWIDTH = new BytesPerSecond(3e12);
    private static final KernelCurve.Kernel KERNEL = new KernelCurve.Kernel("k", "l", "fp8");

    private final Map<Gemm.Shape, Seconds> wide = new HashMap<>();
    private final List<KernelTiming.Product> timings = new ArrayList<>();

    private void fill(double share, double bytes, double gap, double disturbed) {
        Random random = new Random(7);
        for (long m = 1024; m <= 16384; m *= 2) {
            for (long n = 1024; n <= 8192; n *= 2) {
                for (long k = 1024; k <= 8192; k *= 2) {
                    Gemm.Shape shape = new Gemm.Shape(m, n, k, 1);
                    double product = 2.0 * m * n * k / 7e14 * (1 + 0.03 * random.nextGaussian());
                    double time = share * product + bytes * m * k / BANDWIDTH.value() + gap;
                    boolean slow = random.nextDouble() < disturbed;
                    wide.put(shape, new Seconds(product));
                    timings.add(new KernelTiming.Product(
                            KERNEL, NumberFormat.FP8, shape, new Seconds(slow ? 2 * time : time)));
                }
            }
        }
    }

    @Test
    void productCastAndGapComeApart() {
        fill(0.55, 8, 10e-6, 0);
        KernelCurve.Cast cast = new CastFit(wide, BANDWIDTH).cast(timings);
        assertThat(cast.bytesPerElement()).isCloseTo(8, within(0.1));
        assertThat(cast.gap().value()).isCloseTo(10e-6, within(0.3e-6));
    }

    @Test
    void singleSlowTimingsDoNotMatter() {
        fill(0.55, 5, 8e-6, 0.1);
        KernelCurve.Cast cast = new CastFit(wide, BANDWIDTH).cast(timings);
        assertThat(cast.bytesPerElement()).isCloseTo(5, within(0.5));
        assertThat(cast.gap().value()).isCloseTo(8e-6, within(2e-6));
    }

    /** A product that was timed alone has none; noise must not make a negative one. */
    @Test
    void nothingIsNeverLessThanNothing() {
        fill(0.5, 0, 0, 0.1);
        KernelCurve.Cast cast = new CastFit(wide, BANDWIDTH).cast(timings);
        assertThat(cast.bytesPerElement()).isBetween(0.0, 0.3);
        assertThat(cast.gap().value()).isBetween(0.0, 1e-6);
    }

    @Test
    void withoutCommonShapesNothingIsSaid() {
        fill(0.55, 8, 10e-6, 0);
        assertThat(new CastFit(Map.of(), BANDWIDTH).cast(timings)).isEqualTo(KernelCurve.Cast.NONE);
    }
}
