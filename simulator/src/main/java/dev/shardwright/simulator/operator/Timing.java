package dev.shardwright.simulator.operator;

import dev.shardwright.simulator.unit.Seconds;

/** How long an operator occupies the device, and what limits it. */
public record Timing(Seconds time, Bound bound) {
    /** The resource that a faster device would need more of. */
    public enum Bound {
        COMPUTE,
        MEMORY
    }
}
