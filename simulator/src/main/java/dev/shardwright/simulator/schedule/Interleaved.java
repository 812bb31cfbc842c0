package dev.shardwright.simulator.schedule;

import java.util.Optional;

/**
 * Interleaved 1F1B: every rank owns {@code virtualStages} chunks of layers (Narayanan et al. 2021, section 2.2.2) and
 * takes {@code group} micro-batches through a chunk before it turns to the next; 0 stands for as many as stages.
 */
public record Interleaved(int virtualStages, int group, WarmUp warmUp) implements PipelineSchedule {
    /** Forward passes before a rank alternates with backward passes. */
    public enum WarmUp {
        /** As many as it takes until the first gradient arrives. */
        USUAL,
        /**
         * One more, so that a forward and a backward pass that do not wait for each other run interwoven, the expert
         * traffic of each beside the compute of the other (Megatron-LM's overlap-moe-expert-parallel-comm).
         */
        ONE_MORE
    }

    public Interleaved {
        if (virtualStages < 2) {
            throw new IllegalArgumentException("interleaving needs at least two chunks per rank: " + virtualStages);
        }
        if (group < 0) {
            throw new IllegalArgumentException("micro-batches per chunk must be zero or more: " + group);
        }
    }

    public Interleaved(int virtualStages, int group) {
        this(virtualStages, group, WarmUp.USUAL);
    }

    public Interleaved(int virtualStages) {
        this(virtualStages, 0);
    }

    /** Micro-batches that pass a chunk in a row, on a pipeline of that many ranks. */
    public int groupOf(int ranks) {
        return group == 0 ? ranks : group;
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
        int usual = 2 * (ranks - 1 - rank) + (virtualStages - 1) * groupOf(ranks);
        return warmUp == WarmUp.USUAL ? usual : usual + 1;
    }

    /** A group smaller than the pipeline does not come round in time: ranks would wait for each other. */
    @Override
    public Optional<String> objection(int ranks, int microBatches) {
        int group = groupOf(ranks);
        if (group < ranks) {
            return Optional.of("needs groups of at least as many micro-batches as ranks (" + ranks + "), not " + group);
        }
        int left = microBatches % group;
        return left == 0 || left >= ranks
                ? Optional.empty()
                : Optional.of("needs a multiple of " + group + " micro-batches"
                        + (group > ranks ? ", or " + ranks + " more at least" : ""));
    }

    /** Forward and backward passes each go group by group: a group's micro-batches through a chunk, then the next chunk. */
    @Override
    public PassOrder order(int ranks, int microBatches, PassTimes times) {
        PassOrder.Builder order = new PassOrder.Builder(placement(), ranks, virtualStages, microBatches);
        int passes = microBatches * virtualStages;
        for (int rank = 0; rank < ranks; rank++) {
            int first = Math.min(passes, warmUp(ranks, rank));
            for (int i = 0; i < first; i++) {
                add(order, rank, PassKind.FORWARD, i);
            }
            for (int i = 0; i < passes; i++) {
                if (first + i < passes) {
                    addPair(order, rank, first + i, i);
                } else {
                    add(order, rank, PassKind.BACKWARD, i);
                }
            }
        }
        return order.build();
    }

    private void addPair(PassOrder.Builder order, int rank, int forward, int backward) {
        if (warmUp == WarmUp.ONE_MORE) {
            order.addJoined(
                    rank,
                    stage(order, rank, PassKind.FORWARD, forward),
                    microBatch(order, forward),
                    stage(order, rank, PassKind.BACKWARD, backward),
                    microBatch(order, backward));
        } else {
            add(order, rank, PassKind.FORWARD, forward);
            add(order, rank, PassKind.BACKWARD, backward);
        }
    }

    private void add(PassOrder.Builder order, int rank, PassKind kind, int index) {
        order.add(rank, kind, stage(order, rank, kind, index), microBatch(order, index));
    }

    /** Of a rank's forward or backward pass with that index. */
    private int stage(PassOrder.Builder order, int rank, PassKind kind, int index) {
        int ranks = order.stages() / virtualStages;
        int chunk = index % (groupOf(ranks) * virtualStages) / sizeOfGroup(order, index);
        int depth = kind == PassKind.FORWARD ? chunk : virtualStages - 1 - chunk;
        return depth * ranks + rank;
    }

    private int microBatch(PassOrder.Builder order, int index) {
        int perGroup = groupOf(order.stages() / virtualStages) * virtualStages;
        return firstOfGroup(order, index) + index % perGroup % sizeOfGroup(order, index);
    }

    private int firstOfGroup(PassOrder.Builder order, int index) {
        int group = groupOf(order.stages() / virtualStages);
        return index / (group * virtualStages) * group;
    }

    /** The last group may be smaller. */
    private int sizeOfGroup(PassOrder.Builder order, int index) {
        int group = groupOf(order.stages() / virtualStages);
        return Math.min(group, order.microBatches() - firstOfGroup(order, index));
    }
}
