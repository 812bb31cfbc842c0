package dev.shardwright.simulator.whatif;

import dev.shardwright.simulator.timeline.Category;
import dev.shardwright.simulator.timeline.TaskGraph;

/**
 * Whatever a pipeline rank sends over a network, collectives that it takes part in among them, takes longer.
 *
 * @param factor on the time of the rank's communication; 2 is half the rate
 */
public record SlowLink(int rank, double factor) implements Disturbance {
    public SlowLink {
        Disturbance.requireFactor(factor);
    }

    @Override
    public String label() {
        return "rank " + rank + " communicates " + Disturbance.times(factor) + " as long";
    }

    @Override
    public double factor(TaskGraph graph, int task, Category category) {
        return graph.rank(task) == rank && category.resource() == Category.Resource.NETWORK ? factor : 1;
    }
}
