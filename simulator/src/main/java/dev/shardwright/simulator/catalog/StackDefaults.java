package dev.shardwright.simulator.catalog;

import dev.shardwright.simulator.job.BaseFormat;
import dev.shardwright.simulator.job.Optimizer;
import dev.shardwright.simulator.job.Target;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a stack does where a job says nothing, as its documentation or recipes have it. {@code vocabulary} 0 and {@code
 * pipelineMicroBatch} 0 mean that there is no such default.
 */
public record StackDefaults(
        String recompute,
        Selective selective,
        Formats formats,
        Zero zero,
        Sizes sizes,
        ExpertTensor expertTensor,
        Prediction prediction,
        @Nullable FineTuning fineTuning) {
    public StackDefaults {
        fineTuning = fineTuning == null ? FineTuning.USUAL : fineTuning;
    }

    /** Multi-token-prediction layers of a run that does not say. */
    public enum Prediction {
        NONE,
        /** As many as the published model of that name has. */
        AS_PUBLISHED
    }

    /** Precision of a job that states none, and the recipe that a run means by "fp8" alone. */
    public record Formats(String precision, String eightBit) {}

    /**
     * Adapters where a job states no more than that it has some, what a quantised base means, the optimizer that
     * "AdamW" is for adapters, and the data: sequences of a micro-batch, tokens of a document that is packed into a
     * sequence (0: none documented).
     */
    public record FineTuning(
            int rank, Set<Target> targets, double dropout, BaseFormat quantised, String optimizer, Packing packing) {
        static final FineTuning USUAL = new FineTuning(
                16, Target.ALL_LINEAR, 0, BaseFormat.NF4_DOUBLE, Optimizer.ADAM.name(), new Packing(0, 0));

        public FineTuning {
            targets = Set.copyOf(targets);
            Optimizer.parse(optimizer);
        }

        /** Sequences of a micro-batch and tokens of a document. */
        public record Packing(int microBatch, int document) {}

        public int microBatch() {
            return packing.microBatch();
        }

        public int document() {
            return packing.document();
        }
    }

    /** Rows of the vocabulary; sequences of one pipeline micro-batch where the loader's batch is cut again. */
    public record Sizes(int vocabulary, int pipelineMicroBatchesPerStage) {}

    /** ZeRO stage, and the highest one that the stack keeps beside a pipeline (torchtitan gathers once per step). */
    public record Zero(int stage, int mostWithPipeline) {}

    /** What the stack calls selective recomputation. */
    public enum Selective {
        /** Scores, softmax and values (Megatron-LM). */
        ATTENTION_CORE,
        /** Every second layer, or every second product of each layer: the same work (torchtitan). */
        EVERY_SECOND_LAYER
    }

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
