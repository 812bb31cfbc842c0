package dev.shardwright.profiler.steptrace;

import dev.shardwright.simulator.problem.InvalidInputException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** Gathers what is of use from a trace's events. Equal signatures are kept once. */
final class TraceBuilder {
    private static final double MICRO = 1e-6;
    private static final String STEP = "ProfilerStep#";

    private final Path file;
    private final Map<Signature, Signature> signatures = new HashMap<>();
    private final List<OperatorCall> calls = new ArrayList<>();
    private final Map<Long, Launch> launches = new HashMap<>();
    private final List<GpuWork> work = new ArrayList<>();
    private final List<GpuWork.Span> steps = new ArrayList<>();
    private final Map<Integer, String> devices = new HashMap<>();

    TraceBuilder(Path file) {
        this.file = file;
    }

    /** Throws InvalidInputException for an event on a device without a usable time. */
    void add(RawEvent event, Supplier<String> line, long index) {
        if (!event.phase.equals("X")) {
            return;
        }
        switch (event.category) {
            case "cpu_op", "Operator" -> call(event);
            case "cuda_runtime", "cuda_driver", "hip_runtime", "Runtime" -> launch(event);
            case "kernel", "Kernel" -> work(event, GpuWork.Sort.KERNEL, line, index);
            case "gpu_memcpy", "Memcpy" -> work(event, GpuWork.Sort.COPY, line, index);
            case "gpu_memset", "Memset" -> work(event, GpuWork.Sort.FILL, line, index);
            case "user_annotation" -> annotation(event);
            default -> {}
        }
    }

    void device(Map<String, String> properties) {
        String number = properties.getOrDefault("id", "");
        if (number.matches("\\d{1,6}") && properties.containsKey("name")) {
            devices.put(Integer.parseInt(number), properties.get("name"));
        }
    }

    private void call(RawEvent event) {
        if (timed(event)) {
            Signature signature = event.signature();
            Signature known = signatures.putIfAbsent(signature, signature);
            double start = event.start * MICRO;
            calls.add(new OperatorCall(
                    event.external,
                    event.thread,
                    start,
                    start + event.duration * MICRO,
                    known == null ? signature : known));
        }
    }

    private void launch(RawEvent event) {
        boolean starts = event.name.contains("Launch") || event.name.contains("Mem");
        if (starts && event.correlation != GpuWork.NOT_SAID && timed(event)) {
            launches.put(event.correlation, new Launch(event.thread, event.start * MICRO, event.external));
        }
    }

    private void work(RawEvent event, GpuWork.Sort sort, Supplier<String> line, long index) {
        if (!timed(event)) {
            throw new InvalidInputException(
                    line.get() + ", traceEvents[" + index + "] (" + shortened(event.name) + ")",
                    "has the start " + event.start + " and the duration " + event.duration
                            + ": both must be numbers, and a duration cannot be negative.",
                    "Export the trace again after the profiler has stopped.");
        }
        double start = event.start * MICRO;
        work.add(new GpuWork(
                sort,
                event.name,
                new GpuWork.Span(start, event.duration * MICRO),
                device(event),
                event.external,
                event.correlation,
                event.message()));
    }

    private static String shortened(String name) {
        return name.length() > 60 ? name.substring(0, 60) + "..." : name;
    }

    private static int device(RawEvent event) {
        if (event.device >= 0) {
            return event.device;
        }
        return event.process.matches("\\d{1,6}") ? Integer.parseInt(event.process) : 0;
    }

    private void annotation(RawEvent event) {
        if (event.name.startsWith(STEP) && timed(event)) {
            double start = event.start * MICRO;
            steps.add(new GpuWork.Span(start, event.duration * MICRO));
        }
    }

    private static boolean timed(RawEvent event) {
        return Double.isFinite(event.start) && Double.isFinite(event.duration) && event.duration >= 0;
    }

    /** Throws InvalidInputException when nothing ran on a device. */
    Trace build() {
        if (work.isEmpty()) {
            throw new InvalidInputException(
                    file.toString(),
                    "holds no kernel of a device"
                            + (calls.isEmpty() ? "." : ", only " + calls.size() + " operator calls of the host."),
                    "Profile with activities=[ProfilerActivity.CPU, ProfilerActivity.CUDA] and record_shapes=True.");
        }
        return new Trace(file.toString(), calls, launches, work, steps, devices);
    }
}
