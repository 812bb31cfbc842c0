package dev.shardwright.profiler.timing;

import dev.shardwright.profiler.bench.Sample;
import dev.shardwright.profiler.kernel.Kernel;
import dev.shardwright.profiler.kernel.Operation;
import dev.shardwright.profiler.kernel.Pass;
import dev.shardwright.simulator.timing.RunKernel;
import dev.shardwright.simulator.timing.RunSample;
import dev.shardwright.simulator.timing.RunTimings;
import dev.shardwright.simulator.timing.TimedKernel;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What this profiler measured as timings of the simulator's operators. */
public final class SampleTimings {
    private SampleTimings() {}

    /**
     * Kernels that the simulator has no operator for (whole layers, copies from the host, launches) are left out.
     *
     * @param library name and version of the tensor library
     */
    public static List<TimedKernel> of(List<Sample> samples, String library) {
        return RunTimings.of(
                samples.stream()
                        .map(sample -> new RunSample(kernel(sample.kernel()), sample.times()))
                        .toList(),
                library);
    }

    private static RunKernel kernel(Kernel kernel) {
        Operation operation = kernel.operation();
        List<String> names = operation.kind().extentNames();
        Map<String, Long> shape = new HashMap<>();
        for (int i = 0; i < names.size(); i++) {
            shape.put(names.get(i), operation.extents().get(i));
        }
        RunKernel.Pass pass =
                kernel.pass() == Pass.FORWARD ? RunKernel.Pass.FORWARD : RunKernel.Pass.FORWARD_AND_BACKWARD;
        return new RunKernel(operation.kind().label(), shape, kernel.format(), pass);
    }
}
