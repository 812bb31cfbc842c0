package dev.shardwright.simulator.catalog;

import dev.shardwright.simulator.hardware.AttentionCurve;
import dev.shardwright.simulator.hardware.Collective;
import dev.shardwright.simulator.hardware.CollectiveCurve;
import dev.shardwright.simulator.hardware.GemmCurve;
import dev.shardwright.simulator.hardware.NumberFormat;
import dev.shardwright.simulator.hardware.Surface;
import dev.shardwright.simulator.unit.BytesPerSecond;
import dev.shardwright.simulator.unit.Seconds;
import java.util.Arrays;

/** One curve of a kernel profile: what was measured, how well the curve follows it, and the curve itself. */
public sealed interface KernelCurve {
    Kernel kernel();

    Quality quality();

    /** The figures over shape. */
    Surface surface();

    /**
     * @param name the kernel as its library calls it
     * @param library name and version, such as "vllm 0.24.0"
     * @param dataType the library's name of the operands' type, such as "bfloat16"
     */
    record Kernel(String name, String library, String dataType) {}

    /**
     * Median and 90th percentile of the relative error, for shapes that the curve was fitted to and for shapes that were
     * left out of the fit.
     */
    record Quality(int samples, Deviation fitted, Deviation leftOut) {
        /** As fractions of the measured time; NaN where there is nothing to compare. */
        public record Deviation(double median, double ninetieth) {
            /** Of errors in any order. */
            public static Deviation of(double[] errors) {
                double[] sorted = errors.clone();
                Arrays.sort(sorted);
                return new Deviation(quantile(sorted, 0.5), quantile(sorted, 0.9));
            }

            private static double quantile(double[] sorted, double share) {
                return sorted.length == 0
                        ? Double.NaN
                        : sorted[(int) Math.min(sorted.length - 1, share * sorted.length)];
            }
        }
    }

    /** Forward or backward. */
    enum Pass {
        FORWARD,
        BACKWARD
    }

    /**
     * What was timed together with a product of few bits: a cast of its activations, and the gap that more kernels leave.
     * The simulator counts both on their own.
     *
     * @param bytesPerElement moved at the datasheet's bandwidth, per element of the activations
     */
    record Cast(double bytesPerElement, Seconds gap) {
        public static final Cast NONE = new Cast(0, Seconds.ZERO);

        /** Beside the product itself. */
        public Seconds time(long m, long k, BytesPerSecond bandwidth) {
            return new Seconds((double) m * k * bytesPerElement / bandwidth.value() + gap.value());
        }
    }

    /** Matrix products; the curve is that of the product alone. */
    record Gemm(Kernel kernel, Quality quality, NumberFormat format, GemmCurve curve, Cast cast)
            implements KernelCurve {
        @Override
        public Surface surface() {
            return curve.fraction();
        }
    }

    /** Causal attention of one head width. */
    record Attention(Kernel kernel, Quality quality, NumberFormat format, Pass pass, AttentionCurve curve)
            implements KernelCurve {
        @Override
        public Surface surface() {
            return curve.fraction();
        }
    }

    /** Kernels of one kind that only move memory: bytes per second over bytes. */
    record Streaming(Kernel kernel, Quality quality, String kind, Surface surface) implements KernelCurve {}

    /** A collective inside a node. */
    record Exchange(Kernel kernel, Quality quality, Collective collective, CollectiveCurve curve)
            implements KernelCurve {
        @Override
        public Surface surface() {
            return curve.busBandwidth();
        }
    }
}
