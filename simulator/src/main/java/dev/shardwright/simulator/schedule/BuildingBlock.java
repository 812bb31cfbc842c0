package dev.shardwright.simulator.schedule;

import java.util.Arrays;

/**
 * When one micro-batch runs its six passes on every rank of a V of stages, in steps of one pass; the same block repeats
 * every six steps for each micro-batch (Qi et al. 2024, "Pipeline Parallelism with Controllable Memory", section 3). The
 * hop from a rank to the next takes {@code down} steps on the way down the ranks and {@code up} steps on the way up,
 * forwards and backwards alike.
 *
 * @param atTop steps between the last forward on the first rank and its first input gradient
 * @param atTurn steps between the two input gradients on the last rank
 */
record BuildingBlock(int ranks, int down, int up, int atTop, int atTurn) {
    /** Passes of a micro-batch on a rank, and so the steps between two micro-batches. */
    static final int PERIOD = 6;

    /** The passes of a rank in the order of {@link #steps}. */
    private static final PassKind[] KINDS = {
        PassKind.FORWARD,
        PassKind.FORWARD,
        PassKind.INPUT_GRADIENT,
        PassKind.INPUT_GRADIENT,
        PassKind.WEIGHT_GRADIENT,
        PassKind.WEIGHT_GRADIENT
    };

    private static final boolean[] DOWN = {true, false, false, true, false, true};

    /**
     * V-Min: hops of one step. The waits are the shortest for which the passes of all micro-batches fall on different
     * steps.
     */
    static BuildingBlock shortest(int ranks) {
        return new BuildingBlock(ranks, 1, 1, ranks % 3 == 0 ? 3 : 1, 1);
    }

    /** V-Half: hops of two steps down and one up, as {@link #shortest}. */
    static BuildingBlock half(int ranks) {
        return new BuildingBlock(ranks, 2, 1, ranks % 2 == 0 ? 4 : 1, ranks == 1 ? 1 : 2);
    }

    /** Idle time of one rank, or around one micro-batch: its way through the pipeline and back. */
    static double bubbleOfOne(int ranks, PassTimes times) {
        double way = (ranks - 1) * (times.forward() + times.inputGradient());
        return ranks == 1 ? 0 : way - times.weightGradient() / 2;
    }

    /** Steps of forward down and up, input gradient up and down, weight gradient up and down. */
    int[] steps(int rank) {
        int last = ranks - 1;
        int top = (down + up) * last + 1;
        int back = top + atTop + down * last + atTurn;
        int[] steps = {down * rank, top - up * rank, top + atTop + down * rank, back + up * (last - rank), 0, 0};
        addWeightGradients(steps);
        return steps;
    }

    /** The two steps that the other passes leave free, dealt so that activations are held for the shortest time. */
    private static void addWeightGradients(int[] steps) {
        int[] free = new int[2];
        int found = 0;
        for (int residue = 0; residue < PERIOD && found < 2; residue++) {
            int candidate = residue;
            if (Arrays.stream(steps, 0, 4).noneMatch(step -> step % PERIOD == candidate)) {
                free[found++] = residue;
            }
        }
        int[] dealt = {after(steps[2], free[0]), after(steps[3], free[1])};
        int[] swapped = {after(steps[2], free[1]), after(steps[3], free[0])};
        int[] chosen = held(steps, dealt) <= held(steps, swapped) ? dealt : swapped;
        steps[4] = chosen[0];
        steps[5] = chosen[1];
    }

    /** The first step after the given one that falls on a residue. */
    private static int after(int step, int residue) {
        return step + 1 + Math.floorMod(residue - step - 1, PERIOD);
    }

    /** Most activations of a stage that a rank holds when blocks have repeated for ever. */
    private static int held(int[] steps, int[] weightGradients) {
        int most = 0;
        for (int now = 0; now < PERIOD; now++) {
            int held = Math.floorDiv(now - steps[0], PERIOD)
                    - Math.floorDiv(now - weightGradients[1] - 1, PERIOD)
                    + Math.floorDiv(now - steps[1], PERIOD)
                    - Math.floorDiv(now - weightGradients[0] - 1, PERIOD);
            most = Math.max(most, held);
        }
        return most;
    }

    /** Most activations of a stage that the rank holds. */
    int held(int rank) {
        int[] steps = steps(rank);
        return held(steps, new int[] {steps[4], steps[5]});
    }

    /** The order in which the blocks of all micro-batches run, whichever way of placing weight gradients takes less time. */
    PassOrder order(int microBatches, PassTimes times) {
        PassOrder.Builder plan = new PassOrder.Builder(Placement.WAVE, ranks, 2, microBatches);
        for (int rank = 0; rank < ranks; rank++) {
            add(plan, rank);
        }
        PassOrder planned = plan.build();
        PassTimes perStage = times.perStage(2);
        Squeeze asPlanned = new Squeeze(planned, perStage, Squeeze.Weights.AS_PLANNED, this::held);
        Squeeze whereIdle = new Squeeze(planned, perStage, Squeeze.Weights.WHERE_IDLE, this::held);
        return asPlanned.end() <= whereIdle.end() ? planned : whereIdle.order();
    }

    /** All passes of a rank in the order of their steps. */
    private void add(PassOrder.Builder order, int rank) {
        int[] steps = steps(rank);
        int microBatches = order.microBatches();
        int[] plan = new int[Arrays.stream(steps).max().orElseThrow() + PERIOD * microBatches];
        for (int i = 0; i < microBatches; i++) {
            for (int pass = 0; pass < PERIOD; pass++) {
                plan[steps[pass] + PERIOD * i] = 1 + pass + PERIOD * i;
            }
        }
        for (int planned : plan) {
            if (planned > 0) {
                int pass = (planned - 1) % PERIOD;
                int stage = DOWN[pass] ? rank : 2 * ranks - 1 - rank;
                order.add(rank, KINDS[pass], stage, (planned - 1) / PERIOD);
            }
        }
    }
}
