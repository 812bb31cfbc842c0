package dev.shardwright.simulator.whatif;

import dev.shardwright.simulator.job.TrainingJob;
import dev.shardwright.simulator.unit.Seconds;

/**
 * A whole run: as many steps as a budget of tokens needs, with checkpoints and failures in between.
 *
 * @param tokens that the model is to be trained on
 * @param step time of one step
 */
public record TrainingRun(TrainingJob job, double tokens, Seconds step, Goodput goodput) {
    private static final double SECONDS_PER_HOUR = 3600;

    public TrainingRun {
        if (!(tokens > 0) || Double.isInfinite(tokens)) {
            throw new IllegalArgumentException("a budget has more than 0 tokens: " + tokens);
        }
    }

    /** The last one may need fewer tokens than it has, and is done whole. */
    public double steps() {
        return Math.ceil(tokens / job.workload().tokens());
    }

    public Seconds useful() {
        return step.times(steps());
    }

    public Seconds wall() {
        return goodput.wall(useful());
    }

    public double failures() {
        return goodput.failures(wall());
    }

    public double deviceHours() {
        return wall().value() / SECONDS_PER_HOUR * job.cluster().devices();
    }

    /** 0 if the cluster's price is unknown. */
    public double dollars() {
        return deviceHours() * job.cluster().dollarsPerDeviceHour();
    }
}
