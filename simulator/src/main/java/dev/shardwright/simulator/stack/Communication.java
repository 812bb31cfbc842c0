package dev.shardwright.simulator.stack;

/** How the stack moves data between ranks; {@code efficiency} is the share of isolated speed left while computing. */
public record Communication(
        Overlap overlap, GradientReduction reduction, GatherFormat gatherFormat, HandOver handOver, double efficiency) {
    /** How much of each kind of traffic hides behind compute, when there is enough compute to hide it behind. */
    public record Overlap(TensorOverlap tensor, DataOverlap data, double context, double expert, double pipeline) {
        public Overlap {
            requireShare(context);
            requireShare(expert);
            requireShare(pipeline);
        }
    }

    /**
     * Tensor-parallel traffic: {@code tiled} is the share that hides because product and collective are cut into tiles
     * (user buffers, async tensor parallelism); {@code besideGradients} is the share of the backward pass's reductions
     * and second gathers that run beside the weight-gradient products (Korthikanti et al. 2022, section 4.2.2).
     */
    public record TensorOverlap(double tiled, double besideGradients) {
        public TensorOverlap {
            requireShare(tiled);
            requireShare(besideGradients);
        }
    }

    /** Data-parallel traffic: {@code step} once per step, {@code sharded} once per micro-batch (ZeRO-3). */
    public record DataOverlap(double step, double sharded) {
        public DataOverlap {
            requireShare(step);
            requireShare(sharded);
        }
    }

    /** Gradient reduction over data-parallel ranks: which collective, and bytes per element on the wire. */
    public record GradientReduction(Collective collective, double gradientBytes, double parameterBytes) {
        /** ALL_REDUCE moves every gradient to every rank even when the optimizer is sharded. */
        public enum Collective {
            ALL_REDUCE,
            REDUCE_SCATTER
        }
    }

    /** Element format in which sequence-parallel activations are gathered for an 8- or 4-bit product. */
    public enum GatherFormat {
        HIGH_PRECISION,
        /** Inputs of maps are converted first; gradients are gathered in 16 bit (torchao). */
        OPERAND_FORWARD,
        /** Converted first, gathered afterwards (Transformer Engine). */
        OPERAND
    }

    Communication withExpertOverlap(double share) {
        Overlap other = new Overlap(overlap.tensor(), overlap.data(), overlap.context(), share, overlap.pipeline());
        return new Communication(other, reduction, gatherFormat, handOver, efficiency);
    }

    /** What a tensor rank sends to the next pipeline stage when every tensor rank holds the whole residual stream. */
    public enum HandOver {
        /** Its share, gathered again on the other side (Narayanan et al. 2021, section 4.1). */
        SPLIT,
        /** All of it: the same bytes on every tensor rank. */
        WHOLE
    }

    Communication withParameterBytes(double bytes) {
        GradientReduction other = new GradientReduction(reduction.collective(), reduction.gradientBytes(), bytes);
        return new Communication(overlap, other, gatherFormat, handOver, efficiency);
    }

    private static void requireShare(double value) {
        if (!(value >= 0 && value <= 1)) {
            throw new IllegalArgumentException("an overlap must lie in [0, 1]: " + value);
        }
    }
}
