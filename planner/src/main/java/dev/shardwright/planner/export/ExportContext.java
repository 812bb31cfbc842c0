package dev.shardwright.planner.export;

import dev.shardwright.simulator.Simulator;
import dev.shardwright.simulator.job.TrainingJob;
import dev.shardwright.simulator.report.Report;
import java.util.Optional;

/**
 * What an export may mention beside the job itself: the prediction that it was chosen for, and what its files are
 * called without their extensions (they refer to each other).
 */
public record ExportContext(Optional<Report> prediction, String baseName) {
    private static final String USUAL_NAME = "launch";

    /** Mentions no figures. */
    public static final ExportContext BARE = new ExportContext(Optional.empty(), USUAL_NAME);

    /** Mentions the predicted figures of the job. */
    public static ExportContext predicted(TrainingJob job) {
        return new ExportContext(Optional.of(Simulator.simulate(job)), USUAL_NAME);
    }

    /** The same for files of another name, "train" for train.sh. */
    public ExportContext named(String other) {
        return new ExportContext(prediction, other);
    }
}
