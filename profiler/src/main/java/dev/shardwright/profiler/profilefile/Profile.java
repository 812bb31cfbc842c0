package dev.shardwright.profiler.profilefile;

import dev.shardwright.profiler.bench.ProfileRun;
import dev.shardwright.profiler.device.DeviceDescription;
import dev.shardwright.profiler.fit.Roof;
import dev.shardwright.simulator.catalog.KernelCurve;
import java.util.List;
import java.util.Optional;

/**
 * A measured device: what it is, under which conditions it was measured, what came out, and what that says in general.
 *
 * @param roof the rates that curves are fractions of; empty where too little was measured to know any
 */
public record Profile(
        DeviceDescription device,
        Conditions conditions,
        ProfileRun run,
        Optional<Roof> roof,
        List<KernelCurve> curves) {
    public Profile {
        curves = List.copyOf(curves);
    }
}
