package dev.shardwright.profiler.device;

/** What a kernel finds in the device's caches when a step begins. */
public enum Caches {
    /** What the step before left: every step has the same operands, and small ones stay. */
    WARM,
    /** Other operands than its own: steps take turns with copies that no cache holds together. */
    COLD
}
