package dev.shardwright.planner.plan;

import dev.shardwright.simulator.job.TrainingJob;
import dev.shardwright.simulator.report.Report;

/** One ranked layout, from 1, with its full report. */
public record PlannedLayout(int rank, Report report) {
    public TrainingJob job() {
        return report.job();
    }
}
