package dev.shardwright.planner.comparison;

import dev.shardwright.simulator.schedule.PipelineSchedule;
import java.util.List;

/**
 * Schedules side by side.
 *
 * @param rows fastest first
 * @param refused those that the pipeline cannot run
 */
public record Comparison<R>(List<R> rows, List<Refusal> refused) {
    /** A schedule that cannot be used, and the rule that it breaks. */
    public record Refusal(PipelineSchedule schedule, String reason) {}

    public Comparison {
        rows = List.copyOf(rows);
        refused = List.copyOf(refused);
    }
}
