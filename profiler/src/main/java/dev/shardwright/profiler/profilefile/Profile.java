package dev.shardwright.profiler.profilefile;

import dev.shardwright.profiler.bench.ProfileRun;
import dev.shardwright.profiler.device.DeviceDescription;
import dev.shardwright.profiler.fit.Fit;

/** A measured device: what it is, under which conditions it was measured, what came out and what that says in general. */
public record Profile(DeviceDescription device, Conditions conditions, ProfileRun run, Fit fit) {}
