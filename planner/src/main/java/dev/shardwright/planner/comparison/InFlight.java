package dev.shardwright.planner.comparison;

import dev.shardwright.simulator.schedule.PipelineSchedule;
import java.util.stream.IntStream;

/** Activations that wait for their backward passes. */
final class InFlight {
    private InFlight() {}

    /** On the rank with most, in micro-batches. */
    static double most(PipelineSchedule schedule, int ranks, int microBatches) {
        return IntStream.range(0, ranks)
                .mapToDouble(rank -> schedule.activationsInFlight(ranks, rank, microBatches))
                .max()
                .orElse(0);
    }
}
