package dev.shardwright.simulator.model;

import java.util.Set;

/**
 * Token embedding and language-model head. {@code size} is the number of rows of the published embedding;
 * {@code positions} is the number of learned position vectors (0 with rotary or ALiBi).
 */
public record Vocabulary(int size, int positions, Set<Trait> traits) {
    /** Variations of the input and output layers. */
    public enum Trait {
        /** The head reuses the embedding matrix. */
        TIED,
        /** A norm follows the embedding (BLOOM). */
        EMBEDDING_NORM,
        /** The head has a bias. */
        HEAD_BIAS
    }

    public Vocabulary {
        if (size <= 0 || positions < 0) {
            throw new IllegalArgumentException("vocabulary size must be positive, positions zero or more");
        }
        traits = Set.copyOf(traits);
    }

    public boolean tied() {
        return traits.contains(Trait.TIED);
    }

    /** Rows after padding to a multiple of {@code multiple} (Megatron pads to 128 x tensor parallel). */
    public int padded(int multiple) {
        return (size + multiple - 1) / multiple * multiple;
    }
}
