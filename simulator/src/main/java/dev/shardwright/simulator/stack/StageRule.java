package dev.shardwright.simulator.stack;

/** A rule by which layers are dealt to pipeline stages; docs/model/pipeline.md. */
public enum StageRule {
    /** Equal layer counts; remainders to the first stages (Megatron). */
    UNIFORM_LAYERS,
    /** As many layers, where embedding and head count as a layer each (Megatron's account-for options). */
    UNIFORM_LAYERS_AND_ENDS,
    /**
     * Layers over stages rounded up on each stage, and what is left on the last one, beside head and prediction layers
     * (Megatron's explicit layouts of models whose layers do not divide, such as DeepSeek-V3).
     */
    FULL_STAGES_FIRST,
    /** Embedding, layers, final norm and head count as equal items (Aleph Alpha). */
    UNIFORM_ITEMS,
    /** Stages balanced by their cost including the head (nanotron). */
    BALANCED_COST
}
