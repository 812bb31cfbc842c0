package dev.shardwright.simulator.stack;

/** Which kernels the stack runs. */
public record Kernels(
        AttentionKernel attention,
        KernelStyle norm,
        KernelStyle activation,
        KernelStyle rotary,
        KernelStyle loss,
        KernelSpeed speed) {
    /**
     * What this software generation reaches of the device's sustained rates: matrix multiplications, the attention
     * kernel, memory-bound kernels.
     */
    public record KernelSpeed(double gemm, double attention, double memoryBound) {
        public KernelSpeed {
            if (!(gemm > 0 && attention > 0 && memoryBound > 0)) {
                throw new IllegalArgumentException("kernel speeds must be positive");
            }
        }
    }

    public Kernels withAttention(AttentionKernel kernel) {
        return new Kernels(kernel, norm, activation, rotary, loss, speed);
    }

    public Kernels withNorm(KernelStyle style) {
        return new Kernels(attention, style, activation, rotary, loss, speed);
    }
}
