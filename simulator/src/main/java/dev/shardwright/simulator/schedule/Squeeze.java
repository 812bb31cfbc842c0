package dev.shardwright.simulator.schedule;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;

/** Starts every pass of a planned order as early as it may, on equal ranks, and sees what that makes of the order. */
final class Squeeze {
    /** Where weight gradients run. */
    enum Weights {
        AS_PLANNED,
        /** Where the rank would idle for as long, or where its activations are at their limit. */
        WHERE_IDLE
    }

    /** Of the length of a pass, so that rounding does not decide what fits. */
    private static final double TOLERANCE = 1e-9;

    private final PassOrder plan;
    private final PassTimes times;
    private final Weights weights;
    private final double[][] forwardEnd;
    private final double[][] gradientEnd;
    private final PassOrder.Builder squeezed;
    private final List<Rank> ranks;

    /**
     * @param times of a stage
     * @param limit activations of a stage that each rank may hold
     */
    Squeeze(PassOrder plan, PassTimes times, Weights weights, IntUnaryOperator limit) {
        this.plan = plan;
        this.times = times;
        this.weights = weights;
        this.forwardEnd = unknown(plan);
        this.gradientEnd = unknown(plan);
        this.squeezed = new PassOrder.Builder(
                plan.placement(), plan.ranks(), plan.stages() / plan.ranks(), plan.microBatches());
        this.ranks = IntStream.range(0, plan.ranks())
                .mapToObj(rank -> new Rank(rank, limit.applyAsInt(rank)))
                .toList();
        ranks.forEach(Rank::choose);
        for (Rank rank = earliest(); rank.start < Double.POSITIVE_INFINITY; rank = earliest()) {
            rank.run();
        }
    }

    /** Plays the order as it is. */
    Squeeze(PassOrder order, PassTimes times) {
        this(order, times, Weights.AS_PLANNED, rank -> Integer.MAX_VALUE);
    }

    private static double[][] unknown(PassOrder plan) {
        double[][] ends = new double[plan.stages()][plan.microBatches()];
        for (double[] stage : ends) {
            Arrays.fill(stage, Double.POSITIVE_INFINITY);
        }
        return ends;
    }

    PassOrder order() {
        return squeezed.build();
    }

    /** When the last rank is done. */
    double end() {
        return ranks.stream().mapToDouble(rank -> rank.free).max().orElse(0);
    }

    /** The longest time of a rank from its first start to its last end. */
    double longestRank() {
        return ranks.stream().mapToDouble(rank -> rank.free - rank.first).max().orElse(0);
    }

    private Rank earliest() {
        Rank earliest = ranks.get(0);
        for (Rank rank : ranks) {
            earliest = rank.isBefore(earliest) ? rank : earliest;
        }
        return earliest;
    }

    private final class Rank {
        private final int number;
        private final int limit;
        /** Input gradients whose weight gradients are undone, by their place in the plan. */
        private final Deque<Integer> putOff = new ArrayDeque<>();

        private int next;
        private int held;
        private double free;
        private double start;
        private double first = Double.POSITIVE_INFINITY;
        private boolean weightGradient;
        private boolean guessed;

        Rank(int number, int limit) {
            this.number = number;
            this.limit = limit;
        }

        /** What runs next and when, by what is known now. */
        private void choose() {
            skipPlannedWeights();
            double ready = next < plan.passes(number) ? ready() : Double.POSITIVE_INFINITY;
            double length = times.weightGradient();
            boolean full = next < plan.passes(number) && plan.kind(number, next) == PassKind.FORWARD && held >= limit;
            guessed = ready == Double.POSITIVE_INFINITY;
            weightGradient = !putOff.isEmpty() && (full || free + length * (1 - TOLERANCE) <= ready);
            start = weightGradient ? free : Math.max(free, ready);
        }

        private void skipPlannedWeights() {
            while (weights == Weights.WHERE_IDLE
                    && next < plan.passes(number)
                    && plan.kind(number, next) == PassKind.WEIGHT_GRADIENT) {
                next++;
            }
        }

        /** Of two that start together, the one whose choice cannot change any more. */
        private boolean isBefore(Rank other) {
            return start < other.start || start == other.start && !guessed && other.guessed;
        }

        private double ready() {
            double ready = ready(next);
            return plan.joinsNext(number, next) ? Math.max(ready, ready(next + 1)) : ready;
        }

        private double ready(int index) {
            int stage = plan.stage(number, index);
            int microBatch = plan.microBatch(number, index);
            return switch (plan.kind(number, index)) {
                case FORWARD -> stage == 0 ? 0 : arrival(forwardEnd, stage - 1, microBatch);
                case WEIGHT_GRADIENT -> gradientEnd[stage][microBatch];
                case BACKWARD, INPUT_GRADIENT ->
                    stage == plan.stages() - 1
                            ? forwardEnd[stage][microBatch]
                            : Math.max(forwardEnd[stage][microBatch], arrival(gradientEnd, stage + 1, microBatch));
            };
        }

        private double arrival(double[][] ends, int stage, int microBatch) {
            double way = plan.rankOf(stage, microBatch) == number ? 0 : times.handOver();
            return ends[stage][microBatch] + way;
        }

        private void run() {
            first = Math.min(first, start);
            if (weightGradient) {
                runPutOff();
            } else {
                runPlanned();
            }
            choose();
        }

        private void runPlanned() {
            double end = start + times.of(plan.kind(number, next));
            if (plan.joinsNext(number, next)) {
                end += times.of(plan.kind(number, next + 1));
                end(next++, end);
            }
            end(next++, end);
        }

        /** The rank may have waited for what has just ended. */
        private void chooseAnew(int stage, int microBatch) {
            if (stage >= 0 && stage < plan.stages()) {
                Rank other = ranks.get(plan.rankOf(stage, microBatch));
                if (other != this) {
                    other.choose();
                }
            }
        }

        private void runPutOff() {
            int index = putOff.remove();
            free = start + times.weightGradient();
            held--;
            squeezed.add(number, PassKind.WEIGHT_GRADIENT, plan.stage(number, index), plan.microBatch(number, index));
        }

        private void end(int index, double end) {
            PassKind kind = plan.kind(number, index);
            int stage = plan.stage(number, index);
            int microBatch = plan.microBatch(number, index);
            free = end;
            squeezed.add(number, kind, stage, microBatch);
            held += kind == PassKind.FORWARD ? 1 : kind.last() ? -1 : 0;
            if (kind == PassKind.FORWARD) {
                forwardEnd[stage][microBatch] = end;
            } else if (kind != PassKind.WEIGHT_GRADIENT) {
                gradientEnd[stage][microBatch] = end;
            }
            if (kind == PassKind.INPUT_GRADIENT && weights == Weights.WHERE_IDLE) {
                putOff.add(index);
            }
            chooseAnew(stage - 1, microBatch);
            chooseAnew(stage + 1, microBatch);
        }
    }
}
