package dev.shardwright.simulator.step;

import dev.shardwright.simulator.schedule.PipelineSchedule.Ending;
import dev.shardwright.simulator.timeline.CriticalPath;
import dev.shardwright.simulator.timeline.Timeline;
import dev.shardwright.simulator.unit.Bytes;
import dev.shardwright.simulator.unit.Seconds;
import java.util.List;

/**
 * One training step, event by event, on every pipeline rank; docs/model/timeline.md.
 *
 * @param overhead what stands outside the timeline: fixed costs of the step, and waiting for the slowest of the nodes
 * @param alwaysUsed bytes of each rank that are taken all the time; the graph's claims come on top
 */
public record StepTimeline(Timeline timeline, Ending ending, Overhead overhead, List<Bytes> alwaysUsed) {
    /**
     * Time per step beside the tasks, and the share of the tasks' time that is lost to waiting for slower replicas.
     */
    public record Overhead(Seconds fixed, double waiting) {}

    public StepTimeline {
        alwaysUsed = List.copyOf(alwaysUsed);
    }

    /** Of all tasks, without overhead. */
    public Seconds tasks() {
        return switch (ending) {
            case TOGETHER -> timeline.makespan();
            case STAGGERED -> timeline.longestRank().time();
            case NEVER -> timeline.busiestRank().time();
        };
    }

    /** What the step waits for; its times add up to {@link #tasks}. */
    public CriticalPath criticalPath() {
        return switch (ending) {
            case TOGETHER -> CriticalPath.of(timeline);
            case STAGGERED -> CriticalPath.of(timeline, timeline.longestRank());
            case NEVER -> CriticalPath.ofWork(timeline, timeline.busiestRank());
        };
    }

    /** From one step's start to the next one's. */
    public Seconds step() {
        return of(tasks());
    }

    /** The step whose tasks take another time. */
    public Seconds of(Seconds tasks) {
        return new Seconds(
                tasks.value() * (1 + overhead.waiting()) + overhead.fixed().value());
    }

    /** The same step of a disturbed timeline. */
    public StepTimeline with(Timeline other) {
        return new StepTimeline(other, ending, overhead, alwaysUsed);
    }

    public MemoryCurve memory(int rank) {
        return MemoryCurve.of(timeline, rank, alwaysUsed.get(rank));
    }
}
