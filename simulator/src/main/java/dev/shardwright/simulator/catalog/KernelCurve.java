package dev.shardwright.simulator.catalog;

import dev.shardwright.simulator.hardware.AttentionCurve;
import dev.shardwright.simulator.hardware.Collective;
import dev.shardwright.simulator.hardware.CollectiveCurve;
import dev.shardwright.simulator.hardware.GemmCurve;
import dev.shardwright.simulator.hardware.NumberFormat;
import dev.shardwright.simulator.hardware.Surface;

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
        /** As fractions of the measured time. */
        public record Deviation(double median, double ninetieth) {}
    }

    /** Forward or backward. */
    enum Pass {
        FORWARD,
        BACKWARD
    }

    /** Matrix products. */
    record Gemm(Kernel kernel, Quality quality, NumberFormat format, GemmCurve curve) implements KernelCurve {
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
