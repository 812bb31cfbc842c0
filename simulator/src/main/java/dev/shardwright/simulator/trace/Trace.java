package dev.shardwright.simulator.trace;

import dev.shardwright.simulator.step.MemoryCurve;
import dev.shardwright.simulator.step.StepTimeline;
import dev.shardwright.simulator.timeline.Timeline;
import dev.shardwright.simulator.unit.Seconds;
import java.util.ArrayList;
import java.util.List;

/**
 * What a trace file shows.
 *
 * @param title of what job, in a few words
 * @param overhead time of the step after all tasks
 * @param memory of the ranks over time; may be empty
 */
public record Trace(String title, Timeline timeline, Seconds overhead, List<MemoryCurve> memory) {
    public Trace {
        memory = List.copyOf(memory);
    }

    public static Trace of(String title, StepTimeline step) {
        List<MemoryCurve> memory = new ArrayList<>();
        for (int rank = 0; rank < step.timeline().graph().ranks(); rank++) {
            memory.add(step.memory(rank));
        }
        double overhead = step.step().value() - step.tasks().value();
        return new Trace(title, step.timeline(), new Seconds(Math.max(0, overhead)), memory);
    }
}
