package dev.shardwright.simulator.schedule;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * In which order each rank of a pipeline runs its passes. A pass is a kind, a stage (counted in the order of the model)
 * and a micro-batch; packed into one int each, for orders of millions of passes.
 */
public final class PassOrder {
    public static final int MOST_STAGES = 1 << 12;
    public static final int MOST_MICRO_BATCHES = 1 << 16;

    private static final int KIND_SHIFT = 28;
    private static final int STAGE_SHIFT = 16;
    private static final int JOINED = 1 << 30;
    private static final PassKind[] KINDS = PassKind.values();

    private final int[][] passes;
    private final Placement placement;
    private final int stages;
    private final int microBatches;

    private PassOrder(int[][] passes, Placement placement, int stages, int microBatches) {
        this.passes = passes;
        this.placement = placement;
        this.stages = stages;
        this.microBatches = microBatches;
    }

    public int ranks() {
        return passes.length;
    }

    /** Stages that a micro-batch passes. */
    public int stages() {
        return stages;
    }

    public int microBatches() {
        return microBatches;
    }

    public Placement placement() {
        return placement;
    }

    /** Passes that a rank runs. */
    public int passes(int rank) {
        return passes[rank].length;
    }

    public PassKind kind(int rank, int index) {
        return KINDS[passes[rank][index] >> KIND_SHIFT & 3];
    }

    public int stage(int rank, int index) {
        return passes[rank][index] >> STAGE_SHIFT & MOST_STAGES - 1;
    }

    public int microBatch(int rank, int index) {
        return passes[rank][index] & MOST_MICRO_BATCHES - 1;
    }

    /** Whether the pass runs interwoven with the one after it, the traffic of each beside the compute of the other. */
    public boolean joinsNext(int rank, int index) {
        return (passes[rank][index] & JOINED) != 0;
    }

    /** As PyTorch's schedule files write it: stage, letter of the kind, micro-batch. */
    public String label(int rank, int index) {
        return stage(rank, index) + kind(rank, index).letter() + microBatch(rank, index);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof PassOrder order
                && placement == order.placement
                && stages == order.stages
                && microBatches == order.microBatches
                && Arrays.deepEquals(passes, order.passes);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.deepHashCode(passes) + microBatches;
    }

    /** Passes that are missing, doubled or misplaced, or else that wait for each other; empty for an order that runs. */
    public List<PassFault> faults() {
        return PassFaults.of(this);
    }

    /** The rank that runs a micro-batch's passes of a stage. */
    public int rankOf(int stage, int microBatch) {
        return placement.rank(stage, ranks(), microBatch >= (microBatches + 1) / 2);
    }

    /** Collects an order rank by rank. */
    public static final class Builder {
        private final List<int[]> passes = new ArrayList<>();
        private final int[] sizes;
        private final Placement placement;
        private final int stages;
        private final int microBatches;

        /** @param perRank stages of a rank; see {@link PipelineSchedule#virtualStages} */
        public Builder(Placement placement, int ranks, int perRank, int microBatches) {
            this.placement = placement;
            this.stages = placement.stages(ranks, perRank);
            this.microBatches = microBatches;
            this.sizes = new int[ranks];
            if (stages > MOST_STAGES || microBatches > MOST_MICRO_BATCHES) {
                throw new IllegalArgumentException("a pipeline has at most " + MOST_STAGES + " stages and "
                        + MOST_MICRO_BATCHES + " micro-batches: " + stages + " and " + microBatches);
            }
            int usual = 2 * microBatches * perRank;
            for (int rank = 0; rank < ranks; rank++) {
                passes.add(new int[Math.max(1, usual)]);
            }
        }

        public int stages() {
            return stages;
        }

        public int microBatches() {
            return microBatches;
        }

        public Builder add(int rank, PassKind kind, int stage, int microBatch) {
            int[] list = passes.get(rank);
            if (sizes[rank] == list.length) {
                list = Arrays.copyOf(list, 2 * list.length);
                passes.set(rank, list);
            }
            list[sizes[rank]++] = kind.ordinal() << KIND_SHIFT | stage << STAGE_SHIFT | microBatch;
            return this;
        }

        /** Two passes that run interwoven. */
        public Builder addJoined(int rank, int forwardStage, int forwardMicroBatch, int stage, int microBatch) {
            add(rank, PassKind.FORWARD, forwardStage, forwardMicroBatch);
            passes.get(rank)[sizes[rank] - 1] |= JOINED;
            return add(rank, PassKind.BACKWARD, stage, microBatch);
        }

        public PassOrder build() {
            int[][] orders = new int[sizes.length][];
            for (int rank = 0; rank < orders.length; rank++) {
                orders[rank] = Arrays.copyOf(passes.get(rank), sizes[rank]);
            }
            return new PassOrder(orders, placement, stages, microBatches);
        }
    }
}
