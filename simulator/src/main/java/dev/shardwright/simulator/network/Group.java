package dev.shardwright.simulator.network;

/** Ranks of a communication group: {@code size} ranks, neighbours {@code stride} apart in global rank order. */
public record Group(int size, int stride) {
    public Group {
        if (size < 1 || stride < 1) {
            throw new IllegalArgumentException("a group needs a positive size and stride");
        }
    }

    /** Consecutive ranks from the first to the last member. */
    public int span() {
        return (size - 1) * stride + 1;
    }
}
