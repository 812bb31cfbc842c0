package dev.shardwright.profiler.steptrace;

import dev.shardwright.simulator.problem.InvalidInputException;
import dev.shardwright.simulator.timing.KernelTiming;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A trace of PyTorch's profiler: where the time of its busiest device went, and timings of operators. */
public record StepTrace(StepTimes times, List<KernelTiming> timings, List<String> remarks) {
    public StepTrace {
        timings = List.copyOf(timings);
        remarks = List.copyOf(remarks);
    }

    /** Throws InvalidInputException with what cannot be read and where. */
    public static StepTrace read(Path file) {
        try {
            return whole(file);
        } catch (OutOfMemoryError e) {
            throw new InvalidInputException(
                    file.toString(),
                    "holds more calls and kernels than fit into memory ("
                            + (Runtime.getRuntime().maxMemory() >> 20) + " MiB).",
                    "Trace fewer steps, or give Java more: SHARDWRIGHT_JAVA_OPTS=-Xmx8g");
        }
    }

    private static StepTrace whole(Path file) {
        Trace trace = TraceFile.read(file);
        int device = busiest(trace);
        Linker linker = new Linker(trace);
        List<LinkedWork> work = trace.work().stream()
                .filter(one -> one.device() == device)
                .map(one -> LinkedWork.of(one, linker))
                .toList();
        TraceTimings timings = new TraceTimings(work);
        String name = trace.devices().getOrDefault(device, "");
        return new StepTrace(
                StepTimes.of(work, name, trace.steps().size()), timings.timings(), remarks(trace, work, timings));
    }

    private static int busiest(Trace trace) {
        Map<Integer, Double> seconds = new HashMap<>();
        trace.work().forEach(one -> seconds.merge(one.device(), one.span().length(), Double::sum));
        return seconds.entrySet().stream()
                .max(Map.Entry.comparingByValue())
                .map(Map.Entry::getKey)
                .orElse(0);
    }

    private static List<String> remarks(Trace trace, List<LinkedWork> work, TraceTimings timings) {
        List<String> remarks = new ArrayList<>();
        if (work.size() < trace.work().size()) {
            remarks.add(trace.work().size() - work.size() + " kernels of other devices are left out");
        }
        long alone = work.stream().filter(one -> one.caller().isEmpty()).count();
        if (alone > 0) {
            remarks.add(alone + " of " + work.size() + " kernels name no operator that started them");
        }
        remarks.addAll(timings.remarks());
        return remarks;
    }
}
