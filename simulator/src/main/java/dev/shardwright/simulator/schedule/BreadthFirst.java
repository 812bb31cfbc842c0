package dev.shardwright.simulator.schedule;

import java.util.Optional;

/**
 * Breadth-first, or layered gradient accumulation with modular pipeline placement: all micro-batches pass a stage before
 * the rank turns to its next one, forwards and backwards (Lamy-Poirier 2021, section 3; 2022, section 4). Gradients of a
 * stage are complete early, and sharded weights are gathered twice a step instead of twice a micro-batch.
 */
public record BreadthFirst(int virtualStages) implements PipelineSchedule {
    public BreadthFirst {
        if (virtualStages < 1) {
            throw new IllegalArgumentException("a rank needs at least one stage: " + virtualStages);
        }
    }

    @Override
    public String name() {
        return "breadth-first";
    }

    @Override
    public int passesPerGather(int microBatches) {
        return microBatches;
    }

    @Override
    public double bubble(int ranks, int microBatches, PassTimes times) {
        int starved = Math.max(0, ranks - microBatches) * (virtualStages - 1);
        return (ranks - 1 + starved) * times.total() / virtualStages;
    }

    @Override
    public double activationsInFlight(int ranks, int rank, int microBatches) {
        return microBatches;
    }

    @Override
    public PassOrder order(int ranks, int microBatches, PassTimes times) {
        PassOrder.Builder order = new PassOrder.Builder(placement(), ranks, virtualStages, microBatches);
        for (int rank = 0; rank < ranks; rank++) {
            for (int i = 0; i < virtualStages; i++) {
                addAll(order, rank, PassKind.FORWARD, i * ranks + rank);
            }
            for (int i = virtualStages - 1; i >= 0; i--) {
                addAll(order, rank, PassKind.BACKWARD, i * ranks + rank);
            }
        }
        return order.build();
    }

    private static void addAll(PassOrder.Builder order, int rank, PassKind kind, int stage) {
        for (int i = 0; i < order.microBatches(); i++) {
            order.add(rank, kind, stage, i);
        }
    }

    @Override
    public Optional<String> objection(int ranks, int microBatches) {
        return microBatches >= ranks
                ? Optional.empty()
                : Optional.of("needs at least as many micro-batches as ranks (" + ranks + ")");
    }
}
