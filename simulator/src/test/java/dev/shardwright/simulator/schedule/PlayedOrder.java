package dev.shardwright.simulator.schedule;

import java.util.HashMap;
import java.util.Map;

/**
 * The plainest way to play an order: time and again, the next pass of every rank starts as soon as the rank is free and
 * what it needs has arrived. Equal stages; a joined pair takes as long as both passes.
 */
final class PlayedOrder {
    private final PassOrder order;
    private final PassTimes stage;
    private final double[] start;
    private final double[] end;
    private final double[] busy;
    private final int[] most;
    private final int[] held;
    private final Map<String, Double> done = new HashMap<>();

    private PlayedOrder(PassOrder order, PassTimes stage) {
        this.order = order;
        this.stage = stage;
        this.start = new double[order.ranks()];
        this.end = new double[order.ranks()];
        this.busy = new double[order.ranks()];
        this.most = new int[order.ranks()];
        this.held = new int[order.ranks()];
    }

    static PlayedOrder of(PipelineSchedule schedule, int ranks, int microBatches, PassTimes times) {
        PassOrder order = schedule.order(ranks, microBatches, times);
        return of(order, times.perStage(schedule.virtualStages()));
    }

    static PlayedOrder of(PassOrder order, PassTimes stage) {
        PlayedOrder played = new PlayedOrder(order, stage);
        played.play();
        return played;
    }

    double makespan() {
        double last = 0;
        for (double time : end) {
            last = Math.max(last, time);
        }
        return last;
    }

    double longestRank() {
        double longest = 0;
        for (int rank = 0; rank < end.length; rank++) {
            longest = Math.max(longest, end[rank] - start[rank]);
        }
        return longest;
    }

    double step(PipelineSchedule.Ending ending) {
        return ending == PipelineSchedule.Ending.TOGETHER ? makespan() : longestRank();
    }

    double busy(int rank) {
        return busy[rank];
    }

    /** Most activations of a stage that the rank held at once. */
    int held(int rank) {
        return most[rank];
    }

    private void play() {
        int[] next = new int[order.ranks()];
        boolean moved = true;
        while (moved) {
            moved = false;
            for (int rank = 0; rank < next.length; rank++) {
                while (next[rank] < order.passes(rank) && run(rank, next)) {
                    moved = true;
                }
            }
        }
        for (int rank = 0; rank < next.length; rank++) {
            if (next[rank] < order.passes(rank)) {
                throw new AssertionError("rank " + rank + " is stuck at " + order.label(rank, next[rank]));
            }
        }
    }

    private boolean run(int rank, int[] next) {
        int first = next[rank];
        int last = order.joinsNext(rank, first) ? first + 1 : first;
        double begin = end[rank];
        double length = 0;
        for (int i = first; i <= last; i++) {
            begin = Math.max(begin, ready(rank, i));
            length += stage.of(order.kind(rank, i));
        }
        if (begin == Double.POSITIVE_INFINITY) {
            return false;
        }
        start[rank] = first == 0 ? begin : start[rank];
        end[rank] = begin + length;
        busy[rank] += length;
        for (int i = first; i <= last; i++) {
            finish(rank, i);
        }
        next[rank] = last + 1;
        return true;
    }

    private double ready(int rank, int index) {
        int of = order.stage(rank, index);
        int microBatch = order.microBatch(rank, index);
        return switch (order.kind(rank, index)) {
            case FORWARD -> of == 0 ? 0 : arrival("F", of - 1, microBatch, rank);
            case WEIGHT_GRADIENT -> arrival("I", of, microBatch, rank);
            case BACKWARD, INPUT_GRADIENT ->
                Math.max(
                        arrival("F", of, microBatch, rank),
                        of == order.stages() - 1 ? 0 : arrival("I", of + 1, microBatch, rank));
        };
    }

    private double arrival(String what, int of, int microBatch, int rank) {
        Double made = done.get(what + of + "/" + microBatch);
        double way = order.rankOf(of, microBatch) == rank ? 0 : stage.handOver();
        return made == null ? Double.POSITIVE_INFINITY : made + way;
    }

    private void finish(int rank, int index) {
        PassKind kind = order.kind(rank, index);
        String what = kind == PassKind.FORWARD ? "F" : kind == PassKind.WEIGHT_GRADIENT ? "W" : "I";
        done.put(what + order.stage(rank, index) + "/" + order.microBatch(rank, index), end[rank]);
        held[rank] += kind == PassKind.FORWARD ? 1 : kind.last() ? -1 : 0;
        most[rank] = Math.max(most[rank], held[rank]);
    }
}
