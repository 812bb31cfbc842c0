package dev.shardwright.profiler.imports;

import dev.shardwright.profiler.steptrace.StepTimes;
import dev.shardwright.simulator.calibration.fabric.CollectiveSample;
import dev.shardwright.simulator.calibration.fabric.OtherSample;
import dev.shardwright.simulator.timing.TimedKernel;
import java.util.List;
import java.util.Optional;

/**
 * What one file says: kernels with their times, names of the devices that it was taken on, where the time of a traced step
 * went, collectives that make no sample, and what was left out.
 */
public record Imported(
        FileKind kind,
        List<TimedKernel> kernels,
        List<String> devices,
        Optional<StepTimes> step,
        Network network,
        List<String> remarks) {
    /** Collectives that say nothing of one device, or that the simulator does not model. */
    public record Network(List<CollectiveSample> acrossNodes, List<OtherSample> others) {
        static final Network NONE = new Network(List.of(), List.of());

        public Network {
            acrossNodes = List.copyOf(acrossNodes);
            others = List.copyOf(others);
        }
    }

    public Imported {
        kernels = List.copyOf(kernels);
        devices = List.copyOf(devices);
        remarks = List.copyOf(remarks);
    }
}
