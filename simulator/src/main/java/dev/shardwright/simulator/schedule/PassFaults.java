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
        String label = order.label(rank, index);
        if (stage >= order.stages() || microBatch >= order.microBatches()) {
            add(
                    rank,
                    index,
                    label + " is not one of " + order.stages() + " stages and " + order.microBatches()
                            + " micro-batches.",
                    "");
            return;
        }
        int owner = order.rankOf(stage, microBatch);
        if (owner != rank) {
            add(rank, index, label + " belongs to rank " + owner + ".", "Move it there.");
            return;
        }
        PassKind kind = order.kind(rank, index);
        int before = met[stage][microBatch];
        met[stage][microBatch] |= (byte) bit(kind);
        if ((before & bit(kind)) != 0) {
            add(rank, index, label + " stands there twice.", "Leave one out.");
        } else if (kind != PassKind.FORWARD && (before & bit(PassKind.FORWARD)) == 0) {
            add(
                    rank,
                    index,
                    label + " comes before its forward pass.",
                    "Move it behind " + name(stage, PassKind.FORWARD, microBatch) + ".");
        } else if (kind == PassKind.WEIGHT_GRADIENT && (before & bit(PassKind.INPUT_GRADIENT)) == 0) {
            add(
                    rank,
                    index,
                    label + " comes before its input gradient.",
                    "Move it behind " + name(stage, PassKind.INPUT_GRADIENT, microBatch) + ".");
        } else if (kind == PassKind.BACKWARD
                ? (before & SPLIT) != 0
                : (before & BACKWARDS) != 0 && kind != PassKind.FORWARD) {
            add(rank, index, label + " repeats what another backward pass does.", "Use either B, or I and W.");
        }
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
            add(order.rankOf(stage, microBatch), PassFault.NOWHERE, name(stage, kind, microBatch) + " is missing.", "");
        }
    }

    private void add(int rank, int index, String rule, String suggestion) {
        faults.add(new PassFault(rank, index, rule, suggestion));
    }

    private static int bit(PassKind kind) {
        return 1 << kind.ordinal();
    }

    private static String name(int stage, PassKind kind, int microBatch) {
        return stage + kind.letter() + microBatch;
    }
}
