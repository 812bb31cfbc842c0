package dev.shardwright.simulator.step;

import java.util.Arrays;

/**
 * Consecutive pipeline ranks that hold the same: how many layers of each group, and whether they own the embedding and
 * the head. {@code layersOfLastChunk} counts what stands in the rank's last chunk; {@code first} is the first of {@code
 * count} ranks.
 */
record StageShape(int[] layersOfGroup, int[] layersOfLastChunk, Ends ends, int first, int count) {
    /** The model's ends that a rank owns. */
    record Ends(boolean embedding, boolean head) {}

    int layers() {
        int sum = 0;
        for (int count : layersOfGroup) {
            sum += count;
        }
        return sum;
    }

    boolean embedding() {
        return ends.embedding();
    }

    boolean head() {
        return ends.head();
    }

    boolean sameWork(StageShape other) {
        return Arrays.equals(layersOfGroup, other.layersOfGroup)
                && Arrays.equals(layersOfLastChunk, other.layersOfLastChunk)
                && ends.equals(other.ends);
    }

    StageShape withOneMore() {
        return new StageShape(layersOfGroup, layersOfLastChunk, ends, first, count + 1);
    }
}
