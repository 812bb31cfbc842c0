package dev.shardwright.simulator.schedule;

/**
 * ZB-V: two stages a rank, down the ranks and up again, with split backward: the idle time of ZB-H2 in the memory of 1F1B
 * (Qi et al. 2023, section 6).
 *
 * @param ending STAGGERED where the optimizer step is checked afterwards and no rank waits for the others (section 4)
 */
public record ZeroBubbleV(Ending ending) implements PipelineSchedule {
    public ZeroBubbleV() {
        this(Ending.STAGGERED);
    }

    @Override
    public String name() {
        return "zb-v";
    }

    @Override
    public boolean splitsBackward() {
        return true;
    }

    @Override
    public int virtualStages() {
        return 2;
    }

    @Override
    public Placement placement() {
        return Placement.WAVE;
    }

    @Override
    public double bubble(int ranks, int microBatches, PassTimes times) {
        double longest = Math.max(times.forward(), times.inputGradient());
        double idle = Math.max(0, longest - times.weightGradient());
        return (ranks - 1) * (ending == Ending.STAGGERED ? idle : idle + times.forward() / 2);
    }

    @Override
    public double activationsInFlight(int ranks, int rank, int microBatches) {
        return Math.min(microBatches, ranks);
    }

    @Override
    public PassOrder order(int ranks, int microBatches, PassTimes times) {
        PassOrder.Builder order = new PassOrder.Builder(placement(), ranks, 2, microBatches);
        for (int rank = 0; rank < ranks; rank++) {
            new WaveRank(order, rank, ranks).add();
        }
        return order.build();
    }
}
