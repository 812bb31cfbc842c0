package dev.shardwright.simulator.step;

import java.util.Arrays;

/**
 * A part of a stage whose passes are tasks of their own: the numbers of its works in the graph, -1 for none.
 *
 * @param share of its stage's parameters
 */
record Segment(Compute compute, Wires forward, Wires backward, double share) {
    static final int NONE = -1;

    /** What runs on the compute stream; a backward pass is {@code backward}, or {@code input} and later {@code weight}. */
    record Compute(int forward, int recompute, int backward, int input, int weight) {}

    /**
     * Communication of one pass over each kind of group: beside the compute, what compute waits for, and what runs on
     * beside the compute of an interwoven pass.
     */
    record Wires(int[] hidden, int[] exposed, int[] trailing) {
        static Wires none() {
            int[] nothing = new int[Unit.Wire.values().length];
            Arrays.fill(nothing, NONE);
            return new Wires(nothing, nothing, nothing);
        }
    }
}
