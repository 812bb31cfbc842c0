package dev.shardwright.simulator.whatif;

import dev.shardwright.simulator.timeline.Category;
import dev.shardwright.simulator.timeline.TaskGraph;

/**
 * All devices of a pipeline rank, or the one that the others of its groups wait for, compute slower.
 *
 * @param factor on the time of whatever the rank computes; 1.2 is 20 % longer
 */
public record SlowRank(int rank, double factor) implements Disturbance {
    public SlowRank {
        Disturbance.requireFactor(factor);
    }

    @Override
    public String label() {
        return "rank " + rank + " computes " + Disturbance.times(factor) + " as long";
    }

    @Override
    public double factor(TaskGraph graph, int task, Category category) {
        return graph.rank(task) == rank && category.resource() == Category.Resource.COMPUTE ? factor : 1;
    }
}
