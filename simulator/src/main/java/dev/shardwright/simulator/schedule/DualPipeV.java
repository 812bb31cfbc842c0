package dev.shardwright.simulator.schedule;

import java.util.Optional;

/**
 * DualPipe cut in half: stages lie in a V, and rank r runs as rank r of a DualPipe on twice the ranks, with one copy of
 * the weights (Sea AI Lab 2025, "DualPipe could be better without the Dual"; adopted by DeepSeek).
 */
public record DualPipeV() implements PipelineSchedule {
    @Override
    public String name() {
        return "dualpipev";
    }

    @Override
    public boolean splitsBackward() {
        return true;
    }

    @Override
    public boolean interweaves() {
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

    /** As of DualPipe on twice the ranks, in passes through one stage, half of what the rank holds. */
    @Override
    public double bubble(int ranks, int microBatches, PassTimes times) {
        return DualPipeOrder.idle(ranks, times.perStage(2));
    }

    /** 2p + 1 stages. */
    @Override
    public double activationsInFlight(int ranks, int rank, int microBatches) {
        return Math.min(microBatches, ranks + 0.5);
    }

    @Override
    public Optional<String> objection(int ranks, int microBatches) {
        return microBatches >= 2 * ranks
                ? Optional.empty()
                : Optional.of("needs at least twice as many micro-batches as ranks (" + 2 * ranks + ")");
    }

    @Override
    public PassOrder order(int ranks, int microBatches, PassTimes times) {
        PassOrder.Builder order = new PassOrder.Builder(placement(), ranks, 2, microBatches);
        for (int rank = 0; rank < ranks; rank++) {
            new DualPipeOrder(order, rank, rank, microBatches).add();
        }
        return order.build();
    }
}
