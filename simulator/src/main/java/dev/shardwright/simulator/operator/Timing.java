package dev.shardwright.simulator.operator;

import dev.shardwright.simulator.unit.Seconds;

/** How long an operator occupies the device, and what limits it. */
public record Timing(Seconds time, Bound bound) {
    /** No time on the device. */
    static final Timing NONE = new Timing(Seconds.ZERO, Bound.MEMORY);

    /** The resource that a faster device would need more of. */
    public enum Bound {
        COMPUTE,
        MEMORY
    }
}
