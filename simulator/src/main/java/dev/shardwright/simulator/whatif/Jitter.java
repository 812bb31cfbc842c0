package dev.shardwright.simulator.whatif;

import dev.shardwright.simulator.timeline.Category;
import dev.shardwright.simulator.timeline.TaskGraph;

/**
 * Tasks that by chance take longer or shorter, each independent of all others: a lognormal factor of mean 1. The same seed
 * gives the same chance, everywhere.
 *
 * @param variation standard deviation of a task's time over its mean
 */
public record Jitter(double variation, long seed) implements Disturbance {
    public Jitter {
        if (!(variation >= 0) || Double.isInfinite(variation)) {
            throw new IllegalArgumentException("a coefficient of variation is zero or more: " + variation);
        }
    }

    /** Another chance of the same kind. */
    Jitter draw(int number) {
        return new Jitter(variation, Chance.bits(seed, number));
    }

    @Override
    public double factor(TaskGraph graph, int task, Category category) {
        return factor(task);
    }

    /** With s^2 = ln(1 + variation^2): exp(s z - s^2 / 2), z of the standard normal distribution. */
    double factor(int task) {
        double variance = StrictMath.log1p(variation * variation);
        return StrictMath.exp(Math.sqrt(variance) * Chance.normal(seed, task) - variance / 2);
    }
}
