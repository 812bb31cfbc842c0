package dev.shardwright.simulator.schedule;

/**
 * ZB-H1: 1F1B whose backward is split; every rank holds what the first rank of 1F1B holds, and spends it on putting off
 * weight gradients until it would idle (Qi et al. 2023, section 2.1).
 */
public record ZeroBubbleH1() implements PipelineSchedule {
    @Override
    public String name() {
        return "zb-h1";
    }

    @Override
    public boolean splitsBackward() {
        return true;
    }

    @Override
    public int virtualStages() {
        return 1;
    }

    /**
     * (p - 1)(F + I) less what other passes fill: (p - 1)(F + B - 2W) of the paper where weight gradients are the shortest
     * passes. Exact for equal ranks.
     */
    @Override
    public double bubble(int ranks, int microBatches, PassTimes times) {
        double filled = Math.min(times.weightGradient(), Math.min(times.forward(), times.inputGradient()));
        return (ranks - 1) * (times.forward() + times.inputGradient()) - Math.min(microBatches - 1, ranks - 1) * filled;
    }

    @Override
    public double activationsInFlight(int ranks, int rank, int microBatches) {
        return Math.min(microBatches, ranks);
    }

    @Override
    public PassOrder order(int ranks, int microBatches, PassTimes times) {
        PassOrder.Builder order = new PassOrder.Builder(placement(), ranks, 1, microBatches);
        for (int rank = 0; rank < ranks; rank++) {
            SplitBackward.add(order, rank, ranks - 1 - rank, rank);
        }
        return order.build();
    }
}
