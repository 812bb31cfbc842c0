package dev.shardwright.planner.comparison;

import dev.shardwright.simulator.schedule.ExplicitOrder;
import dev.shardwright.simulator.schedule.PassKind;
import dev.shardwright.simulator.schedule.PassOrder;
import dev.shardwright.simulator.schedule.PassTimes;
import dev.shardwright.simulator.schedule.PipelineSchedule;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Compares schedules on equal ranks, whatever the model. */
public final class PassComparison {
    private final int ranks;
    private final int microBatches;
    private final PassTimes times;

    public PassComparison(int ranks, int microBatches, PassTimes times) {
        this.ranks = ranks;
        this.microBatches = microBatches;
        this.times = times;
    }

    public Comparison<PassRow> of(List<PipelineSchedule> schedules) {
        List<PassRow> rows = new ArrayList<>();
        List<Comparison.Refusal> refused = new ArrayList<>();
        for (PipelineSchedule schedule : schedules) {
            Optional<String> objection = schedule.objection(ranks, microBatches);
            if (objection.isPresent()) {
                refused.add(new Comparison.Refusal(schedule, objection.get() + "."));
            } else {
                rows.add(row(schedule));
            }
        }
        rows.sort(Comparator.comparingDouble(PassRow::step));
        return new Comparison<>(rows, refused);
    }

    private PassRow row(PipelineSchedule schedule) {
        PassOrder order = schedule.order(ranks, microBatches, times);
        double work = microBatches * times.total();
        double closed =
                work + schedule.bubble(ranks, microBatches, times) + schedule.handOverWait(ranks, microBatches, times);
        ExplicitOrder played = new ExplicitOrder(schedule.name(), order, schedule.ending());
        double step =
                work + played.bubble(ranks, microBatches, times) + played.handOverWait(ranks, microBatches, times);
        double idle = step == 0 ? 0 : 1 - work / step;
        return new PassRow(schedule, step, closed, idle, InFlight.most(schedule, ranks, microBatches), sent(order));
    }

    private static long sent(PassOrder order) {
        long most = 0;
        for (int rank = 0; rank < order.ranks(); rank++) {
            long sent = 0;
            for (int i = 0; i < order.passes(rank); i++) {
                sent += leaves(order, rank, i) ? 1 : 0;
            }
            most = Math.max(most, sent);
        }
        return most;
    }

    /** Whether a pass's activations or gradients go on to another rank. */
    private static boolean leaves(PassOrder order, int rank, int index) {
        PassKind kind = order.kind(rank, index);
        int next = order.stage(rank, index) + (kind == PassKind.FORWARD ? 1 : -1);
        return kind != PassKind.WEIGHT_GRADIENT
                && next >= 0
                && next < order.stages()
                && order.rankOf(next, order.microBatch(rank, index)) != rank;
    }
}
