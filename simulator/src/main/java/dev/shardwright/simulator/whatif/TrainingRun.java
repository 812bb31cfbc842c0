package dev.shardwright.simulator.whatif;

import dev.shardwright.simulator.job.TrainingJob;
import dev.shardwright.simulator.unit.Seconds;
import java.util.Optional;

/**
 * A whole run: as many steps as a budget of tokens needs, with checkpoints and failures in between.
 *
 * @param tokens that the model is to be trained on
 * @param step time of one step
 * @param goodput empty if nothing fails and nothing is saved
 */
public record TrainingRun(TrainingJob job, double tokens, Seconds step, Optional<Goodput> goodput) {
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

    /** Expected time on the wall. */
    public Seconds wall() {
        return goodput.map(g -> g.wall(useful())).orElse(useful());
    }

    /** Share of the time that is useful. */
    public double usefulShare() {
        return goodput.map(Goodput::share).orElse(1.0);
    }

    /** Expected number of failures. */
    public double failures() {
        return goodput.map(g -> g.failures(wall())).orElse(0.0);
    }

    public double deviceHours() {
        return wall().value() / SECONDS_PER_HOUR * job.cluster().devices();
    }

    /** 0 if the cluster's price is unknown. */
    public double dollars() {
        return deviceHours() * job.cluster().dollarsPerDeviceHour();
    }
}
