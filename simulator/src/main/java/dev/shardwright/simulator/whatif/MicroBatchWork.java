package dev.shardwright.simulator.whatif;

import dev.shardwright.simulator.timeline.Category;
import dev.shardwright.simulator.timeline.TaskGraph;
import java.util.List;

/**
 * Micro-batches that are not equally much work, such as packs of long and of short documents.
 *
 * @param relative compute of each micro-batch over that of the planned one; begins again when all are used
 */
public record MicroBatchWork(List<Double> relative) implements Disturbance {
    public MicroBatchWork {
        relative = List.copyOf(relative);
        if (relative.isEmpty()) {
            throw new IllegalArgumentException("the work of at least one micro-batch is needed");
        }
        relative.forEach(Disturbance::requireFactor);
    }

    @Override
    public String label() {
        double mean =
                relative.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
        return "micro-batches of unequal work, mean " + Disturbance.plain(mean);
    }

    @Override
    public double factor(TaskGraph graph, int task, Category category) {
        int microBatch = graph.microBatch(task);
        boolean concerned = microBatch >= 0 && category.resource() == Category.Resource.COMPUTE;
        return concerned ? relative.get(microBatch % relative.size()) : 1;
    }
}
