package dev.shardwright.simulator.schedule;

/** 1F1B with flush (Narayanan et al. 2021, PipeDream-Flush). */
public record OneForwardOneBackward() implements PipelineSchedule {
    @Override
    public String name() {
        return "1f1b";
    }

    @Override
    public int virtualStages() {
        return 1;
    }

    @Override
    public double bubble(int ranks, int microBatches, PassTimes times) {
        return (ranks - 1) * times.total();
    }

    @Override
    public double activationsInFlight(int ranks, int rank, int microBatches) {
        return Math.min(microBatches, ranks - rank);
    }

    @Override
    public PassOrder order(int ranks, int microBatches, PassTimes times) {
        PassOrder.Builder order = new PassOrder.Builder(placement(), ranks, 1, microBatches);
        for (int rank = 0; rank < ranks; rank++) {
            add(order, rank, ranks - 1 - rank);
        }
        return order.build();
    }

    /** @param warmUp forwards before the rank alternates */
    static void add(PassOrder.Builder order, int rank, int warmUp) {
        int microBatches = order.microBatches();
        int first = Math.min(microBatches, warmUp);
        for (int i = 0; i < first; i++) {
            order.add(rank, PassKind.FORWARD, rank, i);
        }
        for (int i = 0; i < microBatches; i++) {
            if (first + i < microBatches) {
                order.add(rank, PassKind.FORWARD, rank, first + i);
            }
            order.add(rank, PassKind.BACKWARD, rank, i);
        }
    }
}
