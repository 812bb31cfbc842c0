package dev.shardwright.simulator.whatif;

import dev.shardwright.simulator.unit.Seconds;

/**
 * How much of the time a job that fails now and then makes progress that lasts.
 *
 * @param interval useful time from the end of one checkpoint to the start of the next
 */
public record Goodput(Reliability reliability, Seconds interval) {
    public Goodput {
        if (interval.value() == 0) {
            throw new IllegalArgumentException("the time between checkpoints must be above 0");
        }
    }

    /**
     * tau / (M e^(R / M) (e^((tau + delta) / M) - 1)), from Daly 2006, equation 20: failures may strike while a checkpoint
     * is written and while the job restarts. Zero if that is too small to say.
     */
    public double share() {
        double mean = reliability.betweenFailures().value();
        double segment = (interval.value() + reliability.checkpoint().value()) / mean;
        double wall = mean * Math.exp(reliability.restart().value() / mean) * Math.expm1(segment);
        return Double.isFinite(wall) ? interval.value() / wall : 0;
    }

    /** Time that writing checkpoints takes if nothing ever fails, as a share of all. */
    public double checkpointShare() {
        double checkpoint = reliability.checkpoint().value();
        return checkpoint / (interval.value() + checkpoint);
    }

    /** Expected time on the wall for work that takes {@code useful} without checkpoints and failures. */
    public Seconds wall(Seconds useful) {
        if (share() == 0) {
            throw new IllegalStateException(
                    "with failures every " + reliability.betweenFailures() + " nothing is ever done");
        }
        return useful.times(1 / share());
    }

    public double failures(Seconds wall) {
        return wall.value() / reliability.betweenFailures().value();
    }
}
