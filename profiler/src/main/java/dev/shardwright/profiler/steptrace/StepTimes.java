package dev.shardwright.profiler.steptrace;

import dev.shardwright.simulator.unit.Seconds;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Where the time of a device went.
 *
 * @param device its name, empty where the trace does not say it
 * @param steps marked training steps (ProfilerStep), 0 if there are none
 * @param whole from the first kernel's start to the last one's end
 * @param idle of that, the time in which nothing ran
 * @param communication with what of it is exposed: no other kernel ran beside it
 * @param kinds the longest first
 */
public record StepTimes(
        String device, int steps, Seconds whole, Seconds idle, Communication communication, List<Part> kinds) {
    /** Time in which collectives ran, and the part of it that nothing hid. */
    public record Communication(Seconds all, Seconds exposed) {}

    /** All kernels of one kind: their number, and their times added up (those of several streams count twice). */
    public record Part(String kind, long count, Seconds time) {}

    public StepTimes {
        kinds = List.copyOf(kinds);
    }

    /** Over the work of one device. */
    static StepTimes of(List<LinkedWork> work, String device, int steps) {
        List<GpuWork.Span> all = new ArrayList<>();
        List<GpuWork.Span> computing = new ArrayList<>();
        List<GpuWork.Span> communicating = new ArrayList<>();
        for (LinkedWork one : work) {
            all.add(one.work().span());
            boolean sends = one.kind() == WorkKind.COMMUNICATION;
            (sends ? communicating : computing).add(one.work().span());
        }
        double start = all.stream().mapToDouble(GpuWork.Span::start).min().orElse(0);
        double end = all.stream().mapToDouble(GpuWork.Span::end).max().orElse(0);
        double busy = Busy.seconds(all);
        return new StepTimes(
                device,
                steps,
                seconds(end - start),
                seconds(end - start - busy),
                new Communication(seconds(Busy.seconds(communicating)), seconds(busy - Busy.seconds(computing))),
                parts(work));
    }

    /** Sums of times may miss each other by a rounding. */
    private static Seconds seconds(double value) {
        return new Seconds(Math.max(0, value));
    }

    private static List<Part> parts(List<LinkedWork> work) {
        Map<WorkKind, List<GpuWork.Span>> kinds = new EnumMap<>(WorkKind.class);
        work.forEach(one -> kinds.computeIfAbsent(one.kind(), kind -> new ArrayList<>())
                .add(one.work().span()));
        return kinds.entrySet().stream()
                .map(entry -> new Part(
                        entry.getKey().label(),
                        entry.getValue().size(),
                        new Seconds(entry.getValue().stream()
                                .mapToDouble(GpuWork.Span::length)
                                .sum())))
                .sorted(Comparator.comparing((Part part) -> part.time().value()).reversed())
                .toList();
    }
}
