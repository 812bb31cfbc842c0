package dev.shardwright.profiler.timing;

import dev.shardwright.profiler.bench.Spread;
import dev.shardwright.simulator.timing.KernelTiming;
import dev.shardwright.simulator.timing.TimedKernel;
import dev.shardwright.simulator.unit.Seconds;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Timings gathered by kernel and shape. */
public final class TimedKernels {
    private TimedKernels() {}

    /**
     * Kernels and shapes in order of appearance. The median counts; of a collective in a training step the shortest, since
     * its kernel also waits for the slowest of its ranks.
     */
    public static List<TimedKernel> grouped(List<KernelTiming> timings, Counted counted) {
        Map<KernelTiming, List<Seconds>> groups = new LinkedHashMap<>();
        timings.forEach(timing -> groups.computeIfAbsent(timing.lasting(Seconds.ZERO), key -> new ArrayList<>())
                .add(timing.time()));
        List<TimedKernel> kernels = new ArrayList<>();
        groups.forEach((kernel, times) -> {
            Seconds time = kernel instanceof KernelTiming.Exchange && counted == Counted.SHORTEST_OF_COLLECTIVES
                    ? times.stream().min(Seconds::compareTo).orElseThrow()
                    : Spread.of(times).median();
            kernels.add(new TimedKernel(kernel.lasting(time), times));
        });
        return kernels;
    }

    /** The same kernel and shape from several files is one: all its times, and the median of those that counted. */
    public static List<TimedKernel> merged(List<TimedKernel> kernels) {
        Map<KernelTiming, List<TimedKernel>> groups = new LinkedHashMap<>();
        kernels.forEach(
                kernel -> groups.computeIfAbsent(kernel.timing().lasting(Seconds.ZERO), key -> new ArrayList<>())
                        .add(kernel));
        List<TimedKernel> merged = new ArrayList<>();
        groups.forEach((key, members) -> merged.add(new TimedKernel(
                key.lasting(Spread.of(
                                members.stream().map(one -> one.timing().time()).toList())
                        .median()),
                members.stream().flatMap(one -> one.times().stream()).toList())));
        return merged;
    }

    /** Which of several times counts. */
    public enum Counted {
        MEDIANS,
        SHORTEST_OF_COLLECTIVES
    }
}
