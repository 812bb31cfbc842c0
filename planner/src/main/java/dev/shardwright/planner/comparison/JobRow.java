package dev.shardwright.planner.comparison;

import dev.shardwright.simulator.report.Report;
import dev.shardwright.simulator.schedule.PipelineSchedule;
import dev.shardwright.simulator.unit.Bytes;
import dev.shardwright.simulator.unit.Seconds;

/**
 * A schedule for one job.
 *
 * @param report the closed form: step time, and memory by category
 * @param played the step event by event
 * @param inFlight most micro-batches whose activations of one p-th of the layers a rank holds
 */
public record JobRow(Report report, Played played, double inFlight) {
    public PipelineSchedule schedule() {
        return report.job().layout().schedule();
    }

    /**
     * @param step from one step's start to the next one's
     * @param idle share of a step in which the compute stream of a rank stands still, on average over the ranks
     * @param peak memory of the rank that needs most
     * @param sent bytes that the rank with most hands to its neighbours per step
     */
    public record Played(Seconds step, double idle, Bytes peak, Bytes sent) {}
}
