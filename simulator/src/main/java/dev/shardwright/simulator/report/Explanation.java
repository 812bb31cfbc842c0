package dev.shardwright.simulator.report;

import dev.shardwright.simulator.step.MemoryCurve;
import dev.shardwright.simulator.step.StepTimeline;
import dev.shardwright.simulator.timeline.Category;
import dev.shardwright.simulator.timeline.EventLoop;
import dev.shardwright.simulator.timeline.Stream;
import dev.shardwright.simulator.timeline.TaskGraph;
import dev.shardwright.simulator.timeline.Timeline;
import dev.shardwright.simulator.unit.Bytes;
import dev.shardwright.simulator.unit.Seconds;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Why a step takes as long as it does, from its timeline; docs/timeline.md.
 *
 * @param tasks how many the timeline has
 * @param causes what the step waits for, of every category that has work
 * @param beside the streams beside compute
 * @param idle of each pipeline rank
 */
public record Explanation(
        StepLength length,
        int tasks,
        Map<Category, Cause> causes,
        List<Beside> beside,
        List<Idle> idle,
        MemoryPeak peak) {
    /** The step as the timeline and as the closed form have it. */
    public record StepLength(Seconds played, Seconds closedForm) {
        /** By which share of the closed form the timeline is longer; negative if shorter. */
        public double difference() {
            return played.value() / closedForm.value() - 1;
        }
    }

    /** Time on the critical path, and the step if the category took no time at all. */
    public record Cause(Seconds onCriticalPath, Seconds stepWithout) {}

    /** A stream of the rank where it works longest while compute does not. */
    public record Beside(Stream stream, int rank, Seconds busy, Seconds exposed) {}

    /**
     * Shares of the step, without overhead, in which a rank's compute stream does nothing, and in which none of its
     * streams does anything. Ranks that go on with the next step by themselves are idle in no other time.
     */
    public record Idle(int rank, double compute, double all) {}

    /** The first time at which the memory of a rank is at its highest, of the rank where that is most. */
    public record MemoryPeak(int rank, Seconds at, Bytes used) {}

    public Explanation {
        causes = Collections.unmodifiableMap(new EnumMap<>(causes));
        beside = List.copyOf(beside);
        idle = List.copyOf(idle);
    }

    /** @param closedForm the step time of the job's report */
    public static Explanation of(StepTimeline step, Seconds closedForm) {
        Timeline timeline = step.timeline();
        Overlap overlap = new Overlap(timeline);
        return new Explanation(
                new StepLength(step.step(), closedForm),
                timeline.graph().size(),
                causes(step),
                overlap.beside(),
                overlap.idle(step.tasks()),
                peak(step));
    }

    private static Map<Category, Cause> causes(StepTimeline step) {
        TaskGraph graph = step.timeline().graph();
        Map<Category, Seconds> path = step.criticalPath().time();
        Seconds overhead =
                new Seconds(Math.max(0, step.step().value() - step.tasks().value()));
        Map<Category, Cause> causes = new EnumMap<>(Category.class);
        for (Category category : Category.values()) {
            Seconds own = path.getOrDefault(category, Seconds.ZERO);
            boolean outside = category == Category.OVERHEAD;
            if (graph.has(category) || outside && overhead.value() > 0) {
                StepTimeline without = step.with(EventLoop.play(graph.without(category)));
                causes.put(
                        category,
                        new Cause(outside ? own.plus(overhead) : own, outside ? without.tasks() : without.step()));
            }
        }
        return causes;
    }

    private static MemoryPeak peak(StepTimeline step) {
        MemoryPeak highest = new MemoryPeak(0, Seconds.ZERO, Bytes.ZERO);
        for (int rank = 0; rank < step.timeline().graph().ranks(); rank++) {
            for (MemoryCurve.Point point : step.memory(rank).points()) {
                if (point.used().compareTo(highest.used()) > 0) {
                    highest = new MemoryPeak(rank, point.from(), point.used());
                }
            }
        }
        return highest;
    }

    /** The rank whose compute stream is idle for the largest share, the first of them. */
    public Idle mostIdle() {
        Idle most = idle.get(0);
        for (Idle one : idle) {
            most = one.compute() > most.compute() ? one : most;
        }
        return most;
    }
}
