package dev.shardwright.simulator.stack;

/** Which kernels the stack runs, and how fast this generation of them is. */
public record Kernels(AttentionKernel attention, Fusion fusion, KernelSpeed speed) {
    /**
     * Which chains of elementwise operations run as one kernel. {@code cast} is the conversion to 8- or 4-bit operands:
     * fused into the kernel that produces them, or separate passes over memory.
     */
    public record Fusion(
            KernelStyle norm, KernelStyle activation, KernelStyle rotary, KernelStyle loss, KernelStyle cast) {
        Fusion withNorm(KernelStyle style) {
            return new Fusion(style, activation, rotary, loss, cast);
        }
    }

    /**
     * What this software generation reaches of the device's sustained rates: 16-bit matrix products, 8- and 4-bit ones,
     * the attention kernel, memory-bound kernels.
     */
    public record KernelSpeed(double gemm, double lowPrecisionGemm, double attention, double memoryBound) {
        public KernelSpeed {
            if (!(gemm > 0 && lowPrecisionGemm > 0 && attention > 0 && memoryBound > 0)) {
                throw new IllegalArgumentException("kernel speeds must be positive");
            }
        }
    }

    public Kernels withAttention(AttentionKernel kernel) {
        return new Kernels(kernel, fusion, speed);
    }

    /** As a compiler fuses them: every chain of elementwise operations in one kernel. */
    public Kernels compiled() {
        KernelStyle fused = KernelStyle.FUSED;
        return new Kernels(attention, new Fusion(fused, fused, fused, fused, fused), speed);
    }

    public Kernels withNorm(KernelStyle style) {
        return new Kernels(attention, fusion.withNorm(style), speed);
    }
}
