package dev.shardwright.simulator.trace.drawing;

import dev.shardwright.simulator.schedule.PassKind;
import dev.shardwright.simulator.schedule.PassOrder;
import dev.shardwright.simulator.schedule.PassTimes;
import dev.shardwright.simulator.timeline.Category;
import dev.shardwright.simulator.timeline.EventLoop;
import dev.shardwright.simulator.timeline.Stream;
import dev.shardwright.simulator.timeline.TaskGraphBuilder;
import dev.shardwright.simulator.timeline.Timeline;
import dev.shardwright.simulator.timeline.Work;
import dev.shardwright.simulator.unit.Seconds;
import java.util.HashMap;
import java.util.Map;

/** An order of passes played with one length for all passes of a kind: two passes that run interwoven are one task. */
final class PassPlay {
    private final PassOrder order;
    private final PassTimes times;
    private final TaskGraphBuilder graph;
    private final int work;
    private final int[][] tasks;
    private final Map<Long, Integer> taskOf = new HashMap<>();
    private final Timeline timeline;

    PassPlay(PassOrder order, PassTimes perStage) {
        this.order = order;
        this.times = perStage;
        this.graph = new TaskGraphBuilder(order.ranks());
        this.work = graph.work(Work.of("pass", "", Category.FORWARD, Seconds.ZERO, Work.Amount.NONE));
        this.tasks = new int[order.ranks()][];
        for (int rank = 0; rank < order.ranks(); rank++) {
            addPasses(rank);
        }
        for (int rank = 0; rank < order.ranks(); rank++) {
            for (int index = 0; index < order.passes(rank); index++) {
                connect(rank, index);
            }
        }
        this.timeline = EventLoop.play(graph.build());
    }

    private void addPasses(int rank) {
        tasks[rank] = new int[order.passes(rank)];
        boolean joined = false;
        for (int index = 0; index < tasks[rank].length; index++) {
            PassKind kind = order.kind(rank, index);
            if (joined) {
                tasks[rank][index] = tasks[rank][index - 1];
            } else {
                boolean joins = order.joinsNext(rank, index);
                double other = joins ? times.of(order.kind(rank, index + 1)) : 0;
                tasks[rank][index] =
                        graph.add(rank, Stream.COMPUTE, work, order.microBatch(rank, index), times.of(kind) + other);
            }
            joined = order.joinsNext(rank, index);
            taskOf.put(key(kind, order.stage(rank, index), order.microBatch(rank, index)), tasks[rank][index]);
        }
    }

    private void connect(int rank, int index) {
        PassKind kind = order.kind(rank, index);
        int stage = order.stage(rank, index);
        int microBatch = order.microBatch(rank, index);
        int task = tasks[rank][index];
        switch (kind) {
            case FORWARD -> after(task, rank, PassKind.FORWARD, stage - 1, microBatch);
            case WEIGHT_GRADIENT -> after(task, rank, PassKind.INPUT_GRADIENT, stage, microBatch);
            case BACKWARD, INPUT_GRADIENT -> {
                after(task, rank, PassKind.FORWARD, stage, microBatch);
                after(task, rank, PassKind.BACKWARD, stage + 1, microBatch);
                after(task, rank, PassKind.INPUT_GRADIENT, stage + 1, microBatch);
            }
        }
    }

    /** Does nothing if there is no such pass. */
    private void after(int task, int rank, PassKind kind, int stage, int microBatch) {
        Integer other = stage < 0 ? null : taskOf.get(key(kind, stage, microBatch));
        if (other != null && other != task) {
            boolean handedOver = order.rankOf(stage, microBatch) != rank;
            graph.after(task, other, handedOver ? times.handOver() : 0);
        }
    }

    private static long key(PassKind kind, int stage, int microBatch) {
        return ((long) kind.ordinal() * PassOrder.MOST_STAGES + stage) * PassOrder.MOST_MICRO_BATCHES + microBatch;
    }

    double start(int rank, int index) {
        return timeline.start(tasks[rank][index]);
    }

    double end(int rank, int index) {
        return timeline.end(tasks[rank][index]);
    }

    double makespan() {
        return timeline.makespan().value();
    }

    double longestRank() {
        return timeline.longestRank().time().value();
    }
}
