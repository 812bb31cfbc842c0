package dev.shardwright.simulator.operator;

import dev.shardwright.simulator.stack.KernelStyle;
import dev.shardwright.simulator.unit.Bytes;

/**
 * Bytes per element that memory-bound kernels move, forward and backward, and kernels launched. Values count 16-bit
 * reads and writes (and 32-bit intermediates where eager code makes them); derivation in docs/model/elementwise.md.
 */
enum ElementwiseTraffic {
    /** Per element of the residual stream; eager RMSNorm upcasts, squares, averages, scales in separate kernels. */
    RMS_NORM_FUSED(4, 1, 10, 2),
    RMS_NORM_EAGER(43, 7, 86, 14),
    /** Framework LayerNorm is one kernel even in eager mode. */
    LAYER_NORM(4, 1, 10, 2),
    /** Read two streams, write one. */
    RESIDUAL(6, 1, 6, 1),
    /** Per element of rotated queries and keys. */
    ROTARY_FUSED(4, 1, 4, 1),
    ROTARY_EAGER(12, 6, 12, 6),
    /** Per element of the width between the two maps. */
    GATED_FUSED(6, 1, 10, 1),
    GATED_EAGER(10, 2, 18, 4),
    PLAIN_FUSED(4, 1, 6, 1),
    PLAIN_EAGER(8, 2, 10, 3),
    /** Per score of attention that materialises the square: scale, mask, softmax, dropout. */
    SCORES_FUSED(11, 2, 15, 2),
    SCORES_EAGER(30, 5, 44, 6),
    /** Per logit: log-softmax, gather, gradient. */
    LOSS_FUSED(8, 3, 8, 2),
    LOSS_EAGER(24, 6, 20, 4),
    /** Per routed token element: into the order of ranks, then of experts, and back the same way. */
    ROUTING(16, 6, 16, 6),
    /** Per element of an 8- or 4-bit operand: the producer writes it; what is left is its transposed copy. */
    CAST_FUSED(2, 1, 0, 0),
    /** Reads 16 bit for the largest value, reads them again, writes the row-wise and the transposed copy. */
    CAST_EAGER(8, 4, 0, 0),
    /** Per output of an adapter: scaled and added to the frozen map's, in two kernels or as part of one. */
    ADAPTER_OUTPUT_EAGER(10, 2, 4, 1),
    ADAPTER_OUTPUT_FUSED(6, 1, 0, 0),
    /** Per input of an adapter: its gradient is added to the frozen map's; dropout writes a copy and a mask. */
    ADAPTER_INPUT(0, 0, 6, 1),
    ADAPTER_DROPOUT(5, 1, 5, 1),
    /** Per element of the embedding output. */
    EMBEDDING(4, 2, 8, 2);

    private final double forwardBytes;
    private final int forwardKernels;
    private final double backwardBytes;
    private final int backwardKernels;

    ElementwiseTraffic(double forwardBytes, int forwardKernels, double backwardBytes, int backwardKernels) {
        this.forwardBytes = forwardBytes;
        this.forwardKernels = forwardKernels;
        this.backwardBytes = backwardBytes;
        this.backwardKernels = backwardKernels;
    }

    Streaming over(String name, double elements) {
        return new Streaming(
                name,
                Bytes.of(forwardBytes * elements),
                forwardKernels,
                Bytes.of(backwardBytes * elements),
                backwardKernels);
    }

    /** Nothing in the backward pass. */
    Streaming forwardOnly(String name, double elements) {
        return new Streaming(name, Bytes.of(forwardBytes * elements), forwardKernels, Bytes.ZERO, 0);
    }

    /** The forward kernels, run in the backward pass. */
    Streaming inBackward(String name, double elements) {
        return new Streaming(name, Bytes.ZERO, 0, Bytes.of(forwardBytes * elements), forwardKernels);
    }

    static ElementwiseTraffic cast(KernelStyle style) {
        return style == KernelStyle.FUSED ? CAST_FUSED : CAST_EAGER;
    }

    static ElementwiseTraffic rmsNorm(KernelStyle style) {
        return style == KernelStyle.FUSED ? RMS_NORM_FUSED : RMS_NORM_EAGER;
    }

    static ElementwiseTraffic rotary(KernelStyle style) {
        return style == KernelStyle.FUSED ? ROTARY_FUSED : ROTARY_EAGER;
    }

    static ElementwiseTraffic activation(boolean gated, KernelStyle style) {
        if (gated) {
            return style == KernelStyle.FUSED ? GATED_FUSED : GATED_EAGER;
        }
        return style == KernelStyle.FUSED ? PLAIN_FUSED : PLAIN_EAGER;
    }

    static ElementwiseTraffic adapterOutput(KernelStyle style) {
        return style == KernelStyle.FUSED ? ADAPTER_OUTPUT_FUSED : ADAPTER_OUTPUT_EAGER;
    }

    static ElementwiseTraffic loss(KernelStyle style) {
        return style == KernelStyle.FUSED ? LOSS_FUSED : LOSS_EAGER;
    }
}
