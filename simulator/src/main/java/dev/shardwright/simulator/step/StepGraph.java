package dev.shardwright.simulator.step;

import dev.shardwright.simulator.layout.Layout;
import dev.shardwright.simulator.schedule.PassKind;
import dev.shardwright.simulator.schedule.PassOrder;
import dev.shardwright.simulator.schedule.PipelineSchedule.Ending;
import dev.shardwright.simulator.timeline.Category;
import dev.shardwright.simulator.timeline.Stream;
import dev.shardwright.simulator.timeline.TaskGraph;
import dev.shardwright.simulator.timeline.TaskGraphBuilder;
import dev.shardwright.simulator.timeline.Work;
import dev.shardwright.simulator.unit.Bytes;
import dev.shardwright.simulator.unit.Seconds;
import java.util.Arrays;

/**
 * The task graph of one step: the passes of every pipeline rank in the schedule's order, what they hand to each other,
 * the traffic between replicas, and the optimizer. Rules in docs/model/timeline.md.
 */
final class StepGraph {
    private static final int NONE = -1;

    private final Layout layout;
    private final PassOrder order;
    private final StagePlan plan;
    private final TaskGraphBuilder graph;
    private final PassWriter passes;
    private final RankTraffic traffic;
    private final int microBatches;
    /** The task after which each rank's gradients are complete. */
    private final int[] complete;
    /** First and last task of each kind of pass of each stage and micro-batch, and the one that ends on the next rank. */
    private final int[][] first = new int[PassKind.values().length][];

    private final int[][] last = new int[PassKind.values().length][];
    private final int[][] arrived = new int[PassKind.values().length][];

    StepGraph(Layout layout, PassOrder order, StagePlan plan, RankTraffic traffic, PassWriter passes) {
        this.layout = layout;
        this.order = order;
        this.plan = plan;
        this.graph = traffic.graph();
        this.traffic = traffic;
        this.microBatches = order.microBatches();
        this.complete = new int[order.ranks()];
        this.passes = passes;
        for (PassKind kind : PassKind.values()) {
            first[kind.ordinal()] = empty();
            last[kind.ordinal()] = empty();
            arrived[kind.ordinal()] = empty();
        }
    }

    private int[] empty() {
        int[] tasks = new int[order.stages() * microBatches];
        Arrays.fill(tasks, NONE);
        return tasks;
    }

    TaskGraph build() {
        for (int rank = 0; rank < order.ranks(); rank++) {
            rank(rank);
        }
        for (int stage = 0; stage < order.stages(); stage++) {
            for (int microBatch = 0; microBatch < microBatches; microBatch++) {
                connect(stage, microBatch);
            }
        }
        end();
        return graph.build();
    }

    private void rank(int rank) {
        LastPasses ends = LastPasses.of(order, rank);
        for (int i = 0; i < order.passes(rank); i++) {
            PassWriter.Pass pass = pass(rank, i, ends);
            if (order.joinsNext(rank, i)) {
                PassWriter.Pass other = pass(rank, ++i, ends);
                passes.writeJoined(pass, other);
                note(other);
            } else {
                passes.write(pass);
            }
            note(pass);
        }
        complete[rank] = passes.endRank(rank);
    }

    private PassWriter.Pass pass(int rank, int index, LastPasses ends) {
        int stage = order.stage(rank, index);
        return passes.pass(
                new PassWriter.Place(rank, stage, order.microBatch(rank, index)),
                order.kind(rank, index),
                ends.edge(stage, index));
    }

    private void note(PassWriter.Pass pass) {
        int at = pass.place().stage() * microBatches + pass.place().microBatch();
        first[pass.kind().ordinal()][at] = pass.first();
        last[pass.kind().ordinal()][at] = pass.last();
        arrived[pass.kind().ordinal()][at] = send(pass);
    }

    /** Adds the hand-over to the next stage, if that is on another rank; the task after which the next stage may begin. */
    private int send(PassWriter.Pass pass) {
        boolean forward = pass.kind() == PassKind.FORWARD;
        int to = pass.place().stage() + (forward ? 1 : -1);
        boolean none = pass.kind() == PassKind.WEIGHT_GRADIENT || to < 0 || to == order.stages();
        int microBatch = pass.place().microBatch();
        int rank = pass.place().rank();
        if (none || order.rankOf(to, microBatch) == rank || traffic.handOver().beside() == 0) {
            return pass.last();
        }
        Stream stream = forward ? Stream.SEND_FORWARD : Stream.SEND_BACKWARD;
        int task = graph.add(
                rank, stream, forward ? plan.sends().forward() : plan.sends().backward(), microBatch);
        graph.after(task, pass.last());
        return task;
    }

    /** Activations go to the next stage, gradients to the one before; memory is held in between. */
    private void connect(int stage, int microBatch) {
        int here = stage * microBatches + microBatch;
        PassKind back = backwardKind(here);
        PassKind end = back == PassKind.BACKWARD ? back : PassKind.WEIGHT_GRADIENT;
        int begin = first[back.ordinal()][here];
        if (stage == order.stages() - 1) {
            graph.after(begin, last[PassKind.FORWARD.ordinal()][here]);
        }
        hold(stage, microBatch, first[PassKind.FORWARD.ordinal()][here], last[end.ordinal()][here]);
        if (stage > 0) {
            int before = here - microBatches;
            graph.after(first[PassKind.FORWARD.ordinal()][here], arrived[PassKind.FORWARD.ordinal()][before]);
            graph.after(first[backwardKind(before).ordinal()][before], arrived[back.ordinal()][here]);
        }
    }

    private PassKind backwardKind(int at) {
        return last[PassKind.BACKWARD.ordinal()][at] == NONE ? PassKind.INPUT_GRADIENT : PassKind.BACKWARD;
    }

    private void hold(int stage, int microBatch, int from, int released) {
        int here = stage * microBatches + microBatch;
        StageMemory.RankBytes bytes = plan.bytesOfRank(order.rankOf(stage, microBatch));
        int back = backwardKind(here).ordinal();
        boolean withHead = stage == order.stages() - 1;
        graph.claim(from, released, Bytes.of(plan.kept(stage)));
        graph.claim(first[back][here], last[back][here], Bytes.of(bytes.backward(withHead)));
        if (withHead) {
            graph.claim(from, last[PassKind.FORWARD.ordinal()][here], Bytes.of(bytes.loss()));
        }
    }

    /** Gradients are complete; their norm needs those of all ranks, if ranks wait for each other at all. */
    private void end() {
        int hub = NONE;
        if (layout.schedule().ending() == Ending.TOGETHER && order.ranks() > 1) {
            int norm = graph.work(
                    Work.of("gradient norm", "data-parallel", Category.OVERHEAD, Seconds.ZERO, Work.Amount.NONE));
            hub = graph.add(0, Stream.COMPUTE, norm, NONE);
        }
        for (int rank = 0; rank < order.ranks() && hub != NONE; rank++) {
            graph.after(hub, complete[rank]);
        }
        for (int rank = 0; rank < order.ranks(); rank++) {
            Stream stream = layout.memorySaving().offload().optimizerOnHost() ? Stream.HOST : Stream.COMPUTE;
            int update = graph.add(rank, stream, plan.optimizer(rank), NONE);
            graph.after(update, hub == NONE ? complete[rank] : hub);
            graph.claim(update, update, Bytes.of(plan.bytesOfRank(rank).update()));
        }
    }
}
