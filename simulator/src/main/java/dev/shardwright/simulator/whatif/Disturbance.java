package dev.shardwright.simulator.whatif;

import dev.shardwright.simulator.timeline.Category;
import dev.shardwright.simulator.timeline.TaskGraph;

/** Something that makes tasks take longer, or shorter, than planned. */
public sealed interface Disturbance permits SlowRank, SlowLink, MicroBatchWork, Jitter {
    /** What the time that a task spends on a category is multiplied by. */
    double factor(TaskGraph graph, int task, Category category);

    /** A factor of a slow part must be such. */
    static void requireFactor(double factor) {
        if (!(factor > 0) || Double.isInfinite(factor)) {
            throw new IllegalArgumentException("a factor on time must be above 0: " + factor);
        }
    }
}
