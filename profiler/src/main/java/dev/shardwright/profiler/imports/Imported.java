package dev.shardwright.profiler.imports;

import dev.shardwright.profiler.steptrace.StepTimes;
import dev.shardwright.profiler.timing.TimedKernel;
import dev.shardwright.simulator.calibration.fabric.CollectiveSample;
import java.util.List;
import java.util.Optional;

/**
 * What one file says: kernels with their times, names of the devices that it was taken on, where the time of a traced step
 * went, collectives among several nodes (which say nothing of one device), and what was left out.
 */
public record Imported(
        FileKind kind,
        List<TimedKernel> kernels,
        List<String> devices,
        Optional<StepTimes> step,
        List<CollectiveSample> acrossNodes,
        List<String> remarks) {
    public Imported {
        kernels = List.copyOf(kernels);
        devices = List.copyOf(devices);
        acrossNodes = List.copyOf(acrossNodes);
        remarks = List.copyOf(remarks);
    }
}
