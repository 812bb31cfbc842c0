package dev.shardwright.simulator.validation;

import dev.shardwright.simulator.job.TrainingJob;
import dev.shardwright.simulator.unit.Seconds;

/**
 * A measured run whose step time can be compared with a prediction, as a job that can be predicted again with other
 * constants. {@code batchScale} is the stated global batch over the one simulated.
 */
public record TimedRun(Origin origin, TrainingJob job, double batchScale, Seconds measured) {
    /** {@code group} names the job: runs of one group are layouts of the same job on the same machines. */
    public record Origin(String id, String file, String group) {}
}
