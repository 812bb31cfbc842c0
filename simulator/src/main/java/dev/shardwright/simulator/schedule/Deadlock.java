package dev.shardwright.simulator.schedule;

import java.util.BitSet;
import java.util.Optional;

/** Whether the ranks of an order come to wait for each other; found by running all passes that can run. */
final class Deadlock {
    private final PassOrder order;
    private final int[] next;
    /** Passes that have run: one bit for each forward, and one for each gradient of activations. */
    private final BitSet forwards = new BitSet();

    private final BitSet gradients = new BitSet();

    private Deadlock(PassOrder order) {
        this.order = order;
        this.next = new int[order.ranks()];
    }

    static Optional<PassFault> in(PassOrder order) {
        Deadlock run = new Deadlock(order);
        run.run();
        for (int rank = 0; rank < order.ranks(); rank++) {
            if (run.isStuck(rank)) {
                return Optional.of(run.circle(rank));
            }
        }
        return Optional.empty();
    }

    private void run() {
        boolean moved = true;
        while (moved) {
            moved = false;
            for (int rank = 0; rank < next.length; rank++) {
                while (isStuck(rank) && missing(rank) < 0) {
                    pass(rank);
                    moved = true;
                }
            }
        }
    }

    private boolean isStuck(int rank) {
        return next[rank] < order.passes(rank);
    }

    private void pass(int rank) {
        boolean joined;
        do {
            int index = next[rank]++;
            joined = order.joinsNext(rank, index);
            switch (order.kind(rank, index)) {
                case FORWARD -> forwards.set(place(order.stage(rank, index), order.microBatch(rank, index)));
                case BACKWARD, INPUT_GRADIENT ->
                    gradients.set(place(order.stage(rank, index), order.microBatch(rank, index)));
                case WEIGHT_GRADIENT -> {}
            }
        } while (joined);
    }

    private int place(int stage, int microBatch) {
        return stage * order.microBatches() + microBatch;
    }

    /** The stage whose pass the rank waits for, or -1. */
    private int missing(int rank) {
        int index = next[rank];
        int stage = missingAt(rank, index);
        return stage < 0 && order.joinsNext(rank, index) ? missingAt(rank, index + 1) : stage;
    }

    private int missingAt(int rank, int index) {
        int stage = order.stage(rank, index);
        int microBatch = order.microBatch(rank, index);
        return switch (order.kind(rank, index)) {
            case FORWARD -> stage > 0 && !forwards.get(place(stage - 1, microBatch)) ? stage - 1 : -1;
            case BACKWARD, INPUT_GRADIENT ->
                stage < order.stages() - 1 && !gradients.get(place(stage + 1, microBatch)) ? stage + 1 : -1;
            case WEIGHT_GRADIENT -> -1;
        };
    }

    /** Follows who waits for whom until a rank comes up again. */
    private PassFault circle(int from) {
        int rank = from;
        for (int i = 0; i < next.length; i++) {
            rank = waitsFor(rank);
        }
        StringBuilder text = new StringBuilder("ranks wait for each other:");
        int first = rank;
        do {
            text.append(rank == first ? " " : "; ")
                    .append("rank ")
                    .append(rank)
                    .append(" at ")
                    .append(order.label(rank, waiting(rank)))
                    .append(" for stage ")
                    .append(missing(rank))
                    .append(" on rank ")
                    .append(waitsFor(rank));
            rank = waitsFor(rank);
        } while (rank != first);
        String label = order.label(first, waiting(first));
        return new PassFault(first, waiting(first), text.append('.').toString(), "Run " + label + " later.");
    }

    /** The pass that cannot run: the next one, or the one it is joined to. */
    private int waiting(int rank) {
        return missingAt(rank, next[rank]) < 0 ? next[rank] + 1 : next[rank];
    }

    private int waitsFor(int rank) {
        return order.rankOf(missing(rank), order.microBatch(rank, waiting(rank)));
    }
}
