package dev.shardwright.profiler.profilefile;

import dev.shardwright.profiler.bench.ProfileRequest.Effort;
import java.time.Instant;

/**
 * When a device was measured, what for (a model's shard or a grid), with how much effort, and how busy the machine was
 * with everything that ran on it: the system's load average before and after, below zero where it has none.
 */
public record Conditions(Instant date, String purpose, Effort effort, Load load) {
    /** Load averages of the last minute before and after a run. */
    public record Load(double before, double after) {}
}
