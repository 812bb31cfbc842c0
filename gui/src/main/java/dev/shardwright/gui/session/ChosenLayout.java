package dev.shardwright.gui.session;

import dev.shardwright.simulator.job.TrainingJob;
import dev.shardwright.simulator.report.Report;
import dev.shardwright.simulator.reportfile.JobText;

/** A layout that the screens speak about; {@code name} says where it comes from, such as "#1". */
public record ChosenLayout(String name, Report report) {
    public static ChosenLayout of(LayoutRow row) {
        return new ChosenLayout(row.name(), row.report());
    }

    public TrainingJob job() {
        return report.job();
    }

    /** "#1  tp 4, pp 2, dp 8, ZeRO-1, micro-batch 1". */
    public String title() {
        return name + "  " + JobText.layout(job().layout());
    }
}
