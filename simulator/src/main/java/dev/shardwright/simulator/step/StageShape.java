package dev.shardwright.simulator.step;

import java.util.Arrays;

/**
 * Consecutive pipeline ranks that hold the same: how many layers of each group, and whether they own the embedding and
 * the head. {@code first} is the first of {@code count} ranks.
 */
record StageShape(int[] layersOfGroup, Ends ends, int first, int count) {
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

    boolean sameWork(int[] layers, Ends other) {
        return Arrays.equals(layersOfGroup, layers) && ends.equals(other);
    }

    StageShape withOneMore() {
        return new StageShape(layersOfGroup, ends, first, count + 1);
    }
}
