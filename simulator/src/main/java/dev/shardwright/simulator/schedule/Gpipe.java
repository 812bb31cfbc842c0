package dev.shardwright.simulator.schedule;

/** All forwards, then all backwards (Huang et al. 2019). */
public record Gpipe() implements PipelineSchedule {
    @Override
    public String name() {
        return "gpipe";
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
        return microBatches;
    }

    @Override
    public PassOrder order(int ranks, int microBatches, PassTimes times) {
        PassOrder.Builder order = new PassOrder.Builder(placement(), ranks, 1, microBatches);
        for (int rank = 0; rank < ranks; rank++) {
            for (int i = 0; i < microBatches; i++) {
                order.add(rank, PassKind.FORWARD, rank, i);
            }
            for (int i = 0; i < microBatches; i++) {
                order.add(rank, PassKind.BACKWARD, rank, i);
            }
        }
        return order.build();
    }
}
