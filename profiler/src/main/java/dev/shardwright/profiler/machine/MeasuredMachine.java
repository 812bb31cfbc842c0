package dev.shardwright.profiler.machine;

import dev.shardwright.profiler.bench.Sample;
import dev.shardwright.profiler.device.DeviceDescription;
import dev.shardwright.profiler.fit.Roof;
import dev.shardwright.profiler.fit.Sustained;
import dev.shardwright.profiler.imports.CurveSet;
import dev.shardwright.profiler.timing.SampleTimings;
import dev.shardwright.simulator.catalog.KernelCurve;
import dev.shardwright.simulator.catalog.KernelProfile;
import dev.shardwright.simulator.hardware.Accelerator;
import dev.shardwright.simulator.hardware.DeviceMemory;
import dev.shardwright.simulator.hardware.Efficiency;
import dev.shardwright.simulator.timing.TimedKernel;
import dev.shardwright.simulator.unit.Bytes;
import java.util.List;
import java.util.Optional;

/**
 * A measured device as an accelerator of the simulator. Its roof is the datasheet's where the device is shipped, else the
 * best that it reached.
 */
public record MeasuredMachine(DeviceDescription device, Optional<Accelerator> shipped) {
    /** The rates that curves are fractions of; empty where neither a datasheet nor a product and a copy are known. */
    public Optional<Roof> roof(List<Sample> samples) {
        return shipped.map(Roof::of)
                .or(() -> Roof.of(Sustained.of(samples)))
                .filter(roof -> !roof.compute().isEmpty());
    }

    /** The device without measured kernels. */
    public Accelerator accelerator(Roof roof, Bytes memory) {
        return shipped.orElseGet(() -> new Accelerator(
                device.name(),
                "",
                roof.compute(),
                new DeviceMemory(memory, roof.memory()),
                1,
                new Efficiency(1, 1, 1, 1, 1, 1)));
    }

    /** Samples as timings of the simulator's operators. */
    public List<TimedKernel> timings(List<Sample> samples) {
        return SampleTimings.of(samples, "PyTorch " + device.versions().getOrDefault("pytorch", ""));
    }

    /** Curves of what was measured. */
    public CurveSet curves(List<Sample> samples, Roof roof) {
        return CurveSet.ofJob(timings(samples), accelerator(roof, Bytes.ZERO));
    }

    /** The device with these curves, as they were measured. */
    public Accelerator with(List<KernelCurve> curves, KernelProfile.Load load, Roof roof, Bytes memory) {
        Accelerator plain = accelerator(roof, memory);
        return plain.withCurves(new KernelProfile(plain.name(), load, "", Optional.empty(), curves).curves(1));
    }
}
