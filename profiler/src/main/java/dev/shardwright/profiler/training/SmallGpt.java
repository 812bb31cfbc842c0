package dev.shardwright.profiler.training;

import java.util.Locale;

/**
 * A decoder of the GPT-2 kind (Radford et al. 2019): learned positions, pre-norm layers with biases, an inner width of
 * four times the hidden one, GELU, a head tied to the token embedding.
 *
 * @param layers decoder layers
 * @param hidden width of the residual stream
 * @param vocabulary tokens of the table
 * @param batch what one step trains on
 */
public record SmallGpt(int layers, int hidden, int vocabulary, Batch batch) {
    /** Width of a head, as in GPT-2. */
    public static final int HEAD_WIDTH = 64;

    /** Inner width of the feed-forward block over the hidden width. */
    public static final int INNER = 4;

    /** Sequences of one step and tokens of each. */
    public record Batch(int sequences, int length) {
        public Batch {
            if (sequences < 1 || length < 1) {
                throw new IllegalArgumentException("a batch needs tokens: " + sequences + " x " + length);
            }
        }

        public long tokens() {
            return (long) sequences * length;
        }
    }

    public SmallGpt {
        if (layers < 1 || vocabulary < 1) {
            throw new IllegalArgumentException("layers and vocabulary must be positive");
        }
        if (hidden < HEAD_WIDTH || hidden % HEAD_WIDTH != 0) {
            throw new IllegalArgumentException("hidden must be a multiple of " + HEAD_WIDTH + ": " + hidden);
        }
    }

    public int heads() {
        return hidden / HEAD_WIDTH;
    }

    public int inner() {
        return INNER * hidden;
    }

    /** Such as "2x256 s128 b8". */
    public String name() {
        return String.format(Locale.ROOT, "%dx%d s%d b%d", layers, hidden, batch.length(), batch.sequences());
    }

    /** Numbers that are trained; the head has none of its own. */
    public long parameters() {
        long h = hidden;
        long norm = 2 * h;
        long maps = (3 * h * h + 3 * h) + (h * h + h) + (h * inner() + inner()) + (inner() * h + h);
        return (vocabulary + (long) batch.length()) * h + layers * (2 * norm + maps) + norm;
    }
}
