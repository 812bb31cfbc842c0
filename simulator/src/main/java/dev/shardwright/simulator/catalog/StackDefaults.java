package dev.shardwright.simulator.catalog;

/**
 * What a stack does where a job says nothing, as its documentation or recipes have it. {@code vocabulary} 0 means that
 * there is no such default.
 */
public record StackDefaults(
        String recompute, String precision, int vocabulary, int zeroStage, ExpertTensor expertTensor) {
    static final StackDefaults MEGATRON =
            new StackDefaults("none", "bf16", 0, 0, ExpertTensor.ONE_WITH_EXPERT_PARALLEL);

    /** Tensor-parallel ranks of one expert. */
    public enum ExpertTensor {
        /** As many as the dense layers have. */
        LIKE_TENSOR,
        /** Whole experts as soon as experts are divided among ranks. */
        ONE_WITH_EXPERT_PARALLEL
    }

    /** Ranks that share one expert when a job does not say. */
    public int expertTensor(int tensor, int expert) {
        return expertTensor == ExpertTensor.ONE_WITH_EXPERT_PARALLEL && expert > 1 ? 1 : tensor;
    }
}
