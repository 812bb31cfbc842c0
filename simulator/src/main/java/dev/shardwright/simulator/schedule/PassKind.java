package dev.shardwright.simulator.schedule;

/** What one pass of a micro-batch through a stage does. */
public enum PassKind {
    FORWARD("F"),
    /** Gradients of activations and weights together. */
    BACKWARD("B"),
    /** Gradients of activations only, which the stage before waits for (Qi et al. 2023). */
    INPUT_GRADIENT("I"),
    /** Gradients of weights only, which nothing but the optimizer waits for. */
    WEIGHT_GRADIENT("W");

    private final String letter;

    PassKind(String letter) {
        this.letter = letter;
    }

    /** The letter that PyTorch's schedule files use. */
    public String letter() {
        return letter;
    }

    /** Whether the stage's activations of the micro-batch may be given back afterwards. */
    public boolean last() {
        return this == BACKWARD || this == WEIGHT_GRADIENT;
    }
}
