package dev.shardwright.simulator.schedule;

import java.util.Optional;

/**
 * DualPipe: half of the micro-batches go down the ranks and half up, each rank holds two stages, and forward and backward
 * passes of opposite directions run interwoven (DeepSeek-AI 2024, section 3.2.1).
 */
public record DualPipe() implements PipelineSchedule {
    @Override
    public String name() {
        return "dualpipe";
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
        return 1;
    }

    @Override
    public Placement placement() {
        return Placement.BOTH_WAYS;
    }

    /**
     * With n = p/2 - 1: n (F&amp;B + B - 3W) of DeepSeek-AI 2024, table 2, for passes of one length and F&amp;B = F + B; the
     * terms of {@link DualPipeOrder#idle} for any others. Exact for equal ranks.
     */
    @Override
    public double bubble(int ranks, int microBatches, PassTimes times) {
        return DualPipeOrder.idle(ranks / 2, times);
    }

    @Override
    public double activationsInFlight(int ranks, int rank, int microBatches) {
        return Math.min(microBatches, ranks + 1);
    }

    @Override
    public Optional<String> objection(int ranks, int microBatches) {
        if (ranks % 2 != 0) {
            return Optional.of("needs an even number of ranks");
        }
        return microBatches % 2 == 0 && microBatches >= 2 * ranks
                ? Optional.empty()
                : Optional.of("needs an even number of micro-batches, at least twice the ranks (" + 2 * ranks + ")");
    }

    @Override
    public PassOrder order(int ranks, int microBatches, PassTimes times) {
        PassOrder.Builder order = new PassOrder.Builder(placement(), ranks, 1, microBatches);
        int half = microBatches / 2;
        for (int rank = 0; rank < ranks; rank++) {
            boolean down = rank < ranks / 2;
            new DualPipeOrder(order, rank, down ? rank : ranks - 1 - rank, half)
                    .startingWith(down ? 0 : half, down ? half : 0)
                    .add();
        }
        return order.build();
    }
}
