package dev.shardwright.simulator.model;

/** The norm in front of (or behind) each block, and how many vectors of the model's width it owns. */
public enum Normalization {
    LAYER_NORM(2),
    LAYER_NORM_WITHOUT_BIAS(1),
    RMS_NORM(1),
    NON_PARAMETRIC(0);

    private final int vectors;

    Normalization(int vectors) {
        this.vectors = vectors;
    }

    public long parameters(int width) {
        return (long) vectors * width;
    }
}
