package dev.shardwright.simulator.whatif;

import dev.shardwright.simulator.timeline.TaskGraph;
import dev.shardwright.simulator.timeline.Work;
import java.util.List;

/** Disturbances that act together: what a task spends on a category is multiplied by the factors of all of them. */
public record Perturbation(List<Disturbance> disturbances) {
    public Perturbation {
        disturbances = List.copyOf(disturbances);
    }

    /** The same tasks in the same order, as long as the disturbances make them. */
    public TaskGraph of(TaskGraph graph) {
        return disturbances.isEmpty() ? graph : graph.with(this::seconds);
    }

    private double seconds(TaskGraph graph, int task) {
        Work work = graph.work(task);
        double scaled = 0;
        double total = 0;
        for (Work.Part part : work.parts()) {
            scaled += part.time().value() * factor(graph, task, part);
            total += part.time().value();
        }
        // Work without a time of its own, such as one that tasks share in unequal parts, is of its first category.
        double mean =
                total > 0 ? scaled / total : factor(graph, task, work.parts().get(0));
        return graph.seconds(task) * mean;
    }

    private double factor(TaskGraph graph, int task, Work.Part part) {
        double product = 1;
        for (Disturbance disturbance : disturbances) {
            product *= disturbance.factor(graph, task, part.category());
        }
        return product;
    }
}
