package dev.shardwright.simulator.schedule;

/**
 * Experimental: asynchronous pipelined backpropagation (Kosson et al. 2020, after PipeDream, Narayanan et al. 2019). The
 * pipeline is never flushed: in each tick a rank runs one forward and one backward, of different micro-batches, so
 * nothing idles, but rank r updates its weights with gradients that are 2 (p - 1 - r) micro-batches old. What that does
 * to convergence is not modelled.
 */
public record PipelinedBackpropagation() implements PipelineSchedule {
    @Override
    public String name() {
        return "pipelined-backpropagation";
    }

    @Override
    public int virtualStages() {
        return 1;
    }

    @Override
    public Ending ending() {
        return Ending.NEVER;
    }

    /** Of the steady state. */
    @Override
    public double bubble(int ranks, int microBatches, PassTimes times) {
        return 0;
    }

    @Override
    public double activationsInFlight(int ranks, int rank, int microBatches) {
        return Math.min(microBatches, 2 * (ranks - rank) - 1);
    }

    /** What a tick makes is handed over during the next one. */
    @Override
    public double handOverWait(int ranks, int microBatches, PassTimes times) {
        return 0;
    }

    /** From an empty pipeline to an empty one; the middle part is what repeats for ever. */
    @Override
    public PassOrder order(int ranks, int microBatches, PassTimes times) {
        PassOrder.Builder order = new PassOrder.Builder(placement(), ranks, 1, microBatches);
        for (int rank = 0; rank < ranks; rank++) {
            OneForwardOneBackward.add(order, rank, 2 * (ranks - 1 - rank));
        }
        return order.build();
    }
}
