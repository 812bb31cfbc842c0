package dev.shardwright.profiler.profilefile;

import dev.shardwright.profiler.bench.ProfileRequest.Effort;
import dev.shardwright.profiler.device.GpuState;
import java.time.Instant;
import java.util.Optional;

/**
 * When a device was measured, what for (a model's shard or a grid), with how much effort, and how busy the machine was
 * with everything that ran on it: the system's load average before and after, below zero where it has none.
 *
 * @param gpu the state of a GPU whose driver tells it; empty for a processor
 */
public record Conditions(Instant date, String purpose, Effort effort, Load load, Optional<Gpu> gpu) {
    /** Load averages of the last minute before and after a run. */
    public record Load(double before, double after) {}

    /** Clocks, power and temperature of a GPU before and after a run. */
    public record Gpu(GpuState before, GpuState after) {}
}
