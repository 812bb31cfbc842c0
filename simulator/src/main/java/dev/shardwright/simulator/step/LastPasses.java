package dev.shardwright.simulator.step;

import dev.shardwright.simulator.schedule.PassKind;
import dev.shardwright.simulator.schedule.PassOrder;
import java.util.HashMap;
import java.util.Map;

/** Which of a rank's passes begin and end the use of each of its stages in a step. */
final class LastPasses {
    /** What a pass is among those of its stage. */
    enum Edge {
        INNER,
        /** The first to need the updated parameters. */
        FIRST_FORWARD,
        /** The last to add to the gradients. */
        LAST_BACKWARD
    }

    private final Map<Integer, Integer> firstForward = new HashMap<>();
    private final Map<Integer, Integer> lastBackward = new HashMap<>();

    private LastPasses() {}

    static LastPasses of(PassOrder order, int rank) {
        LastPasses passes = new LastPasses();
        for (int i = 0; i < order.passes(rank); i++) {
            PassKind kind = order.kind(rank, i);
            if (kind == PassKind.FORWARD) {
                passes.firstForward.putIfAbsent(order.stage(rank, i), i);
            } else if (kind.last()) {
                passes.lastBackward.put(order.stage(rank, i), i);
            }
        }
        return passes;
    }

    Edge edge(int stage, int index) {
        if (firstForward.getOrDefault(stage, -1) == index) {
            return Edge.FIRST_FORWARD;
        }
        return lastBackward.getOrDefault(stage, -1) == index ? Edge.LAST_BACKWARD : Edge.INNER;
    }
}
