package dev.shardwright.simulator.schedule;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * The order of one rank of DualPipe, in its eight parts. The rank stands {@code fromEnd} ranks from the end of the
 * pipeline where its near micro-batches enter; its far ones have passed the other half of the pipeline already.
 */
final class DualPipeOrder {
    private static final int NEAR = 0;
    private static final int FAR = 1;

    private final PassOrder.Builder order;
    private final int rank;
    private final int perDirection;
    private final int fromEnd;
    private final int toMiddle;
    private final int[] stage;
    private final int[] first = new int[2];
    private final int[] forwards = new int[2];
    private final int[] backwards = new int[2];
    /** Weight gradients put off, as a stage and a micro-batch. */
    private final Deque<int[]> putOff = new ArrayDeque<>();

    DualPipeOrder(PassOrder.Builder order, int rank, int fromEnd, int perDirection) {
        this.order = order;
        this.rank = rank;
        this.perDirection = perDirection;
        this.fromEnd = fromEnd;
        this.toMiddle = order.stages() / 2 - 1 - fromEnd;
        this.stage = new int[] {fromEnd, order.stages() - 1 - fromEnd};
    }

    /** The micro-batches that each direction starts with; else both with the first. */
    DualPipeOrder startingWith(int near, int far) {
        first[NEAR] = near;
        first[FAR] = far;
        return this;
    }

    /**
     * Idle time of a rank: the forwards that fill the pipeline, or those and the input gradients that drain it, and how
     * much longer input gradients are than the weight gradients between them.
     *
     * @param ranks from one end to the middle
     * @param times of a stage
     */
    static double idle(int ranks, PassTimes times) {
        int hops = ranks - 1;
        double filling = 2 * hops * times.forward();
        double draining = (hops - 1) * times.forward() + hops * times.inputGradient();
        double gaps = hops * Math.max(0, times.inputGradient() - times.weightGradient());
        return hops == 0 ? 0 : Math.max(filling, draining) + gaps;
    }

    void add() {
        fill();
        steady();
        drain();
    }

    private void fill() {
        for (int i = 0; i < 2 * toMiddle; i++) {
            forward(NEAR);
        }
        for (int i = 0; i <= fromEnd; i++) {
            forward(NEAR);
            forward(FAR);
        }
        for (int i = 0; i < toMiddle; i++) {
            inputGradient(FAR);
            weightGradient();
            forward(FAR);
        }
    }

    /** The ranks in the middle run the first pair one after the other, to let the next ranks start earlier. */
    private void steady() {
        for (int i = 0; i < perDirection - order.stages() + fromEnd + 1; i++) {
            if (i == 0 && toMiddle == 0) {
                forward(NEAR);
                backward(FAR);
            } else {
                joined(NEAR, FAR);
            }
            joined(FAR, NEAR);
        }
        for (int i = 0; i < toMiddle; i++) {
            backward(FAR);
            joined(FAR, NEAR);
        }
    }

    /** From half-way on, weight gradients are put off. */
    private void drain() {
        for (int i = 0; i < 2 * (fromEnd + 1); i++) {
            int direction = i % 2 == 0 ? FAR : NEAR;
            if (i > fromEnd) {
                inputGradient(direction);
            } else {
                backward(direction);
            }
        }
        for (int i = 0; i < toMiddle; i++) {
            weightGradient();
            inputGradient(NEAR);
        }
        while (!putOff.isEmpty()) {
            weightGradient();
        }
    }

    private void forward(int direction) {
        order.add(rank, PassKind.FORWARD, stage[direction], nextForward(direction));
    }

    private void backward(int direction) {
        order.add(rank, PassKind.BACKWARD, stage[direction], nextBackward(direction));
    }

    private void joined(int forward, int backward) {
        order.addJoined(rank, stage[forward], nextForward(forward), stage[backward], nextBackward(backward));
    }

    private void inputGradient(int direction) {
        int microBatch = nextBackward(direction);
        order.add(rank, PassKind.INPUT_GRADIENT, stage[direction], microBatch);
        putOff.add(new int[] {stage[direction], microBatch});
    }

    private void weightGradient() {
        int[] oldest = putOff.remove();
        order.add(rank, PassKind.WEIGHT_GRADIENT, oldest[0], oldest[1]);
    }

    private int nextForward(int direction) {
        return first[direction] + forwards[direction]++;
    }

    private int nextBackward(int direction) {
        return first[direction] + backwards[direction]++;
    }
}
