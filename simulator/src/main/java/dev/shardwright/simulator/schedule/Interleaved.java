package dev.shardwright.simulator.schedule;

/**
 * Interleaved 1F1B: every rank owns {@code virtualStages} chunks of layers (Narayanan et al. 2021, section 2.2.2) and
 * takes {@code group} micro-batches through a chunk before it turns to the next; 0 stands for as many as stages.
 */
public record Interleaved(int virtualStages, int group) implements PipelineSchedule {
    public Interleaved {
        if (virtualStages < 2) {
            throw new IllegalArgumentException("interleaving needs at least two chunks per rank: " + virtualStages);
        }
        if (group < 0) {
            throw new IllegalArgumentException("micro-batches per chunk must be zero or more: " + group);
        }
    }

    public Interleaved(int virtualStages) {
        this(virtualStages, 0);
    }

    /** Micro-batches that pass a chunk in a row, on a pipeline of that many stages. */
    public int groupOf(int stages) {
        return group == 0 ? stages : group;
    }

    @Override
    public String name() {
        return "interleaved";
    }

    @Override
    public double bubble(int ranks, int microBatches, PassTimes times) {
        return (ranks - 1) * times.total() / virtualStages;
    }

    /**
     * Warm-up of Megatron-LM: 2(p - 1 - rank) + (v - 1) g chunk passes, plus the one being computed, each holding 1/v of
     * the rank's layers; g is the group, p by default.
     */
    @Override
    public double activationsInFlight(int ranks, int rank, int microBatches) {
        return Math.min(warmUp(ranks, rank) + 1, microBatches * virtualStages) / (double) virtualStages;
    }

    private int warmUp(int ranks, int rank) {
        return 2 * (ranks - 1 - rank) + (virtualStages - 1) * groupOf(ranks);
    }

    /** Forward and backward passes each go group by group: a group's micro-batches through a chunk, then the next chunk. */
    @Override
    public PassOrder order(int ranks, int microBatches, PassTimes times) {
        PassOrder.Builder order = new PassOrder.Builder(placement(), ranks, virtualStages, microBatches);
        int passes = microBatches * virtualStages;
        for (int rank = 0; rank < ranks; rank++) {
            int warmUp = Math.min(passes, warmUp(ranks, rank));
            for (int i = 0; i < warmUp; i++) {
                add(order, rank, PassKind.FORWARD, i, microBatches);
            }
            for (int i = 0; i < passes; i++) {
                if (warmUp + i < passes) {
                    add(order, rank, PassKind.FORWARD, warmUp + i, microBatches);
                }
                add(order, rank, PassKind.BACKWARD, i, microBatches);
            }
        }
        return order.build();
    }

    private void add(PassOrder.Builder order, int rank, PassKind kind, int index, int microBatches) {
        int ranks = order.stages() / virtualStages;
        int perGroup = groupOf(ranks) * virtualStages;
        int first = index / perGroup * groupOf(ranks);
        int size = Math.min(groupOf(ranks), microBatches - first);
        int within = index % perGroup;
        int chunk = within / size;
        int depth = kind == PassKind.FORWARD ? chunk : virtualStages - 1 - chunk;
        order.add(rank, kind, depth * ranks + rank, first + within % size);
    }
}
