package dev.shardwright.simulator.whatif;

import dev.shardwright.simulator.timeline.Category;
import dev.shardwright.simulator.timeline.TaskGraph;
import dev.shardwright.simulator.timeline.Work;

/**
 * Passes that by chance take longer or shorter: a lognormal factor of mean 1. The tasks of one rank, micro-batch and
 * direction share it, so that a step is the same in passes and in layers; communication has its own, and so has every task
 * that belongs to no micro-batch. The same seed gives the same chance, everywhere.
 *
 * @param variation standard deviation of a pass's time over its mean
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
    public String label() {
        return "times vary by " + Disturbance.plain(100 * variation) + " %";
    }

    @Override
    public double factor(TaskGraph graph, int task, Category category) {
        return factor(place(graph, task));
    }

    /** Tasks of the same place share their factor. */
    static long place(TaskGraph graph, int task) {
        long microBatch = graph.microBatch(task);
        if (microBatch < 0) {
            return task;
        }
        // Below 0, where no task's own number is.
        return ~(((microBatch << Integer.SIZE) + graph.rank(task)) * Kind.values().length
                + Kind.of(graph.work(task)).ordinal());
    }

    private enum Kind {
        FORWARD,
        BACKWARD,
        COMMUNICATION;

        static Kind of(Work work) {
            Category category = work.category();
            if (category.resource() != Category.Resource.COMPUTE) {
                return COMMUNICATION;
            }
            return category == Category.FORWARD ? FORWARD : BACKWARD;
        }
    }

    /** With s^2 = ln(1 + variation^2): exp(s z - s^2 / 2), z of the standard normal distribution. */
    double factor(long place) {
        double variance = StrictMath.log1p(variation * variation);
        return StrictMath.exp(Math.sqrt(variance) * Chance.normal(seed, place) - variance / 2);
    }
}
