package dev.shardwright.simulator.schedule;

import java.util.ArrayList;
import java.util.List;

/** Finds what is wrong with an order: passes that are missing, doubled or misplaced, and orders that cannot run. */
final class PassFaults {
    private static final int BACKWARDS = bit(PassKind.BACKWARD);
    private static final int SPLIT = bit(PassKind.INPUT_GRADIENT) | bit(PassKind.WEIGHT_GRADIENT);

    private final PassOrder order;
    private final List<PassFault> faults = new ArrayList<>();
    /** One bit per kind of pass that has been met. */
    private final byte[][] met;

    private PassFaults(PassOrder order) {
        this.order = order;
        this.met = new byte[order.stages()][order.microBatches()];
    }

    static List<PassFault> of(PassOrder order) {
        PassFaults found = new PassFaults(order);
        for (int rank = 0; rank < order.ranks(); rank++) {
            for (int i = 0; i < order.passes(rank); i++) {
                found.check(rank, i);
            }
        }
        found.checkMissing();
        if (found.faults.isEmpty()) {
            Deadlock.in(order).ifPresent(found.faults::add);
        }
        return found.faults;
    }

    private void check(int rank, int index) {
        int stage = order.stage(rank, index);
        int microBatch = order.microBatch(rank, index);
        if (stage >= order.stages() || microBatch >= order.microBatches()) {
            String limits = order.stages() + " stages and " + order.microBatches() + " micro-batches.";
            add(rank, index, "is not one of " + limits, "");
            return;
        }
        int owner = order.rankOf(stage, microBatch);
        if (owner != rank) {
            add(rank, index, "belongs to rank " + owner + ".", "Move it there.");
            return;
        }
        checkAgainstEarlier(rank, index, met[stage][microBatch]);
        met[stage][microBatch] |= (byte) bit(order.kind(rank, index));
    }

    /** @param earlier bits of the passes of the stage and micro-batch that the rank runs before */
    private void checkAgainstEarlier(int rank, int index, int earlier) {
        PassKind kind = order.kind(rank, index);
        int others = kind == PassKind.BACKWARD ? SPLIT : kind == PassKind.FORWARD ? 0 : BACKWARDS;
        if ((earlier & bit(kind)) != 0) {
            add(rank, index, "stands there twice.", "Leave one out.");
        } else if (kind != PassKind.FORWARD && (earlier & bit(PassKind.FORWARD)) == 0) {
            comesBefore(rank, index, PassKind.FORWARD, "forward pass");
        } else if (kind == PassKind.WEIGHT_GRADIENT && (earlier & bit(PassKind.INPUT_GRADIENT)) == 0) {
            comesBefore(rank, index, PassKind.INPUT_GRADIENT, "input gradient");
        } else if ((earlier & others) != 0) {
            add(rank, index, "repeats what another backward pass does.", "Use either B, or I and W.");
        } else if (besideItsForward(rank, index)) {
            add(rank, index, "runs beside a forward pass that it waits for.", "Pair other micro-batches.");
        }
    }

    private boolean besideItsForward(int rank, int index) {
        return index > 0
                && order.joinsNext(rank, index - 1)
                && order.microBatch(rank, index - 1) == order.microBatch(rank, index);
    }

    private void comesBefore(int rank, int index, PassKind needed, String words) {
        String behind = name(order.stage(rank, index), needed, order.microBatch(rank, index));
        add(rank, index, "comes before its " + words + ".", "Move it behind " + behind + ".");
    }

    private void checkMissing() {
        for (int stage = 0; stage < order.stages(); stage++) {
            for (int i = 0; i < order.microBatches(); i++) {
                int found = met[stage][i];
                need(found, PassKind.FORWARD, stage, i);
                if ((found & SPLIT) == 0) {
                    need(found, PassKind.BACKWARD, stage, i);
                } else if ((found & BACKWARDS) == 0) {
                    need(found, PassKind.INPUT_GRADIENT, stage, i);
                    need(found, PassKind.WEIGHT_GRADIENT, stage, i);
                }
            }
        }
    }

    private void need(int found, PassKind kind, int stage, int microBatch) {
        if ((found & bit(kind)) == 0) {
            String rule = name(stage, kind, microBatch) + " is missing.";
            faults.add(new PassFault(order.rankOf(stage, microBatch), PassFault.NOWHERE, rule, ""));
        }
    }

    private void add(int rank, int index, String rule, String suggestion) {
        faults.add(new PassFault(rank, index, order.label(rank, index) + " " + rule, suggestion));
    }

    private static int bit(PassKind kind) {
        return 1 << kind.ordinal();
    }

    private static String name(int stage, PassKind kind, int microBatch) {
        return stage + kind.letter() + microBatch;
    }
}
