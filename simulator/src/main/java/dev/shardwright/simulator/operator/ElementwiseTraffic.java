package dev.shardwright.simulator.operator;

import dev.shardwright.simulator.job.Precision;
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
    /** With biases no fused kernel of grouped experts applies: clamp both halves, gate, shift, multiply, weigh in 32 bit, add. */
    GATED_BIASED(52, 12, 104, 24),
    PLAIN_FUSED(4, 1, 6, 1),
    PLAIN_EAGER(8, 2, 10, 3),
    /** Per score of attention that materialises the square: scale, mask, softmax, dropout. */
    SCORES_FUSED(9, 2, 13, 2),
    SCORES_EAGER(23, 5, 33, 6),
    /** Per logit: log-softmax, gather, gradient. */
    LOSS_FUSED(8, 3, 8, 2),
    LOSS_EAGER(24, 6, 20, 4),
    /** Per routed token element: into the order of ranks, then of experts, and back the same way. */
    ROUTING(16, 6, 16, 6),
    /** Per output of an adapter: scaled and added to the frozen map's, in two kernels or as part of one. */
    ADAPTER_OUTPUT_EAGER(10, 2, 4, 1),
    ADAPTER_OUTPUT_FUSED(6, 1, 0, 0),
    /** Per input of an adapter: its gradient is added to the frozen map's; dropout writes a copy and a mask. */
    ADAPTER_INPUT(0, 0, 6, 1),
    ADAPTER_DROPOUT(5, 1, 5, 1),
    /** Per element of a low-precision operand; delayed scales: the producer writes it, left is its transposed copy. */
    CAST_DELAYED(2, 1, 0, 0),
    /** Reads 16 bit for the largest value (beside the producer), reads them again, writes both copies. */
    CAST_CURRENT(4, 2, 0, 0),
    /** Each copy has scales of its own: 16 bit are read for each, twice (largest value, conversion). */
    CAST_ROW(10, 4, 0, 0),
    /** Blocks are converted where they are read: 16 bit in, two copies out. */
    CAST_BLOCK(4, 1, 0, 0),
    /** As blocks, and the scales are reordered for the matrix units. */
    CAST_MICRO_8(4.2, 2, 0, 0),
    /** Largest value of the tensor, row-wise copy, transform and transposed copy each read 16 bit. */
    CAST_MICRO_4(7.2, 4, 0, 0),
    /** One kernel per framework operation: absolute value, largest, product in 32 bit, clamp, convert, transpose. */
    CAST_EAGER(27, 6, 0, 0),
    /** Per element of the embedding output. */
    EMBEDDING(4, 2, 8, 2);

    /** Bytes of an element that is read or written, in the values above. */
    static final double ELEMENT_BYTES = 2;

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

    /** Converting an operand, with the copy that the other backward product needs; scales of NONE need none. */
    static ElementwiseTraffic cast(KernelStyle style, Precision.Scaling scaling) {
        if (style == KernelStyle.EAGER) {
            return CAST_EAGER;
        }
        return switch (scaling) {
            case NONE, DELAYED -> CAST_DELAYED;
            case CURRENT -> CAST_CURRENT;
            case ROW -> CAST_ROW;
            case BLOCK -> CAST_BLOCK;
            case MICRO_8 -> CAST_MICRO_8;
            case MICRO_4 -> CAST_MICRO_4;
        };
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
