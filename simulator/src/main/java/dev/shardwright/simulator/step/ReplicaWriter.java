package dev.shardwright.simulator.step;

import dev.shardwright.simulator.schedule.PassKind;
import dev.shardwright.simulator.step.LastPasses.Edge;
import dev.shardwright.simulator.timeline.Category;
import dev.shardwright.simulator.timeline.Stream;
import dev.shardwright.simulator.timeline.TaskGraphBuilder;
import dev.shardwright.simulator.timeline.Work;
import dev.shardwright.simulator.unit.Bytes;
import dev.shardwright.simulator.unit.Flops;
import dev.shardwright.simulator.unit.Seconds;
import java.util.Arrays;

/**
 * Adds the traffic between replicas: parameters that a pass needs, gradients that it leaves. The share that the stack can
 * hide runs beside compute, in one bucket per segment; compute, or the end of the step, waits for the rest.
 */
final class ReplicaWriter {
    private static final int NONE = -1;
    private static final String PAGE = "data-parallel";

    /** Less traffic than this many seconds counts as none. */
    private static final double TINY = 1e-12;

    private final TaskGraphBuilder graph;
    private final StagePlan plan;
    private final RankTraffic traffic;
    private final Detail detail;
    private final int join;
    private final int gather;
    private final int reduce;
    private final int fetch;
    private final int send;
    /** The two latest compute tasks of each rank whose parameters were gathered for them. */
    private final int[] latest;

    private final int[] before;
    private final boolean[] started;

    ReplicaWriter(TaskGraphBuilder graph, StagePlan plan, RankTraffic traffic, Detail detail) {
        this.graph = graph;
        this.plan = plan;
        this.traffic = traffic;
        this.detail = detail;
        this.join = work("wait", Category.OVERHEAD);
        this.gather = work("gather parameters", Category.DATA);
        this.reduce = work("reduce gradients", Category.DATA);
        this.fetch = work("fetch parameters from host", Category.HOST);
        this.send = work("send gradients to host", Category.HOST);
        this.latest = new int[plan.ranks().size()];
        this.started = new boolean[plan.ranks().size()];
        this.before = new int[plan.ranks().size()];
        Arrays.fill(latest, NONE);
        Arrays.fill(before, NONE);
    }

    private int work(String name, Category category) {
        return graph.work(Work.of(name, PAGE, category, Seconds.ZERO, new Work.Amount(Flops.ZERO, Bytes.ZERO)));
    }

    /** Work that takes no time: several things have happened. */
    int join() {
        return join;
    }

    void beforeSegment(PassWriter.Pass pass, Segment segment, int index) {
        if (detail == Detail.LAYERS && traffic.of(pass.place().rank()).sharded().moves()) {
            gatherForPass(pass, segment);
        }
        if (pass.edge() == Edge.FIRST_FORWARD) {
            gatherOnce(pass, index);
        }
    }

    /**
     * Fully sharded parameters: the share that compute can hide is gathered while the segment before computes, and no
     * earlier, so that two are held; compute waits for the rest.
     */
    private void gatherForPass(PassWriter.Pass pass, Segment segment) {
        int rank = pass.place().rank();
        RankTraffic.Sharded sharded = traffic.of(rank).sharded();
        double share = plan.share(pass.place().stage()) * segment.share();
        double host = share * sharded.hostGather();
        double network = share * sharded.gather();
        double hidden =
                traffic.hidden().perPass() * Math.min(1, computeOf(pass, segment) / Math.max(TINY, host + network));
        pass.waitFor(beside(rank, Stream.HOST, fetch, hidden * host, before[rank]));
        pass.waitFor(beside(rank, Stream.GATHER, gather, hidden * network, before[rank]));
        blocking(pass, fetch, (1 - hidden) * host);
        blocking(pass, gather, (1 - hidden) * network);
    }

    private double computeOf(PassWriter.Pass pass, Segment segment) {
        Segment.Compute compute = segment.compute();
        if (pass.kind() == PassKind.FORWARD) {
            return graph.workSeconds(compute.forward());
        }
        double again = compute.recompute() == NONE ? 0 : graph.workSeconds(compute.recompute());
        return again + graph.workSeconds(compute.backward());
    }

    private int beside(int rank, Stream stream, int work, double seconds, int after) {
        if (seconds <= 0) {
            return NONE;
        }
        int task = graph.add(rank, stream, work, NONE, seconds);
        if (after != NONE) {
            graph.after(task, after);
        }
        if (stream != Stream.HOST && detail == Detail.LAYERS) {
            traffic.share(task, rank);
        }
        return task;
    }

    private void blocking(PassWriter.Pass pass, int work, double seconds) {
        if (seconds > 0) {
            pass.hold(work, seconds);
        }
    }

    /** Parameters that the optimizer updated: a rank's first segment waits for what cannot be hidden, the others
     * each for theirs. */
    private void gatherOnce(PassWriter.Pass pass, int index) {
        int rank = pass.place().rank();
        double hidden = traffic.hidden().perStep();
        if (index > 0) {
            pass.waitFor(pass.buckets[index]);
            return;
        }
        if (!started[rank]) {
            started[rank] = true;
            blocking(pass, gather, (1 - hidden) * traffic.of(rank).gather());
        }
        double all = plan.share(pass.place().stage()) * traffic.of(rank).gather();
        var segments = plan.segments(pass.place().stage());
        pass.buckets = new int[segments.size()];
        for (int i = 1; i < segments.size(); i++) {
            double share = segments.get(i).share() / othersThan(pass, 0);
            pass.buckets[i] = beside(rank, Stream.GATHER, gather, hidden * all * share, NONE);
            if (i == 1) {
                holdBack(pass.buckets[i], rank);
            }
        }
        if (segments.size() == 1) {
            pass.beside = beside(rank, Stream.GATHER, gather, hidden * all, NONE);
            holdBack(pass.beside, rank);
        }
    }

    /** A gather beside a pass starts with it. */
    private void holdBack(int task, int rank) {
        int compute = graph.lastOf(rank, Stream.COMPUTE);
        if (task != NONE && compute != NONE) {
            graph.after(task, compute);
        }
    }

    /** Share of a stage's parameters that its other segments hold. */
    private double othersThan(PassWriter.Pass pass, int index) {
        var segments = plan.segments(pass.place().stage());
        double rest = 1 - segments.get(index).share();
        return rest <= 0 ? segments.size() - 1 : rest;
    }

    void afterSegment(PassWriter.Pass pass, Segment segment, int index, int size) {
        if (detail == Detail.LAYERS && traffic.of(pass.place().rank()).sharded().moves()) {
            scatter(pass, segment);
        }
        if (pass.edge() == Edge.LAST_BACKWARD) {
            reduceOnce(pass, segment, index, size);
        }
    }

    /** Gradients of fully sharded parameters: compute that the gather has left over hides them. */
    private void scatter(PassWriter.Pass pass, Segment segment) {
        int rank = pass.place().rank();
        RankTraffic.Sharded sharded = traffic.of(rank).sharded();
        double share = plan.share(pass.place().stage()) * segment.share();
        double gathered = share * (sharded.gather() + sharded.hostGather());
        double host = share * sharded.hostScatter();
        double network = share * sharded.scatter();
        double left = Math.max(0, computeOf(pass, segment) - gathered);
        double hidden = traffic.hidden().perPass() * Math.min(1, left / Math.max(TINY, host + network));
        beside(rank, Stream.HOST, send, hidden * host, pass.last());
        beside(rank, Stream.DATA, reduce, hidden * network, pass.last());
        blocking(pass, send, (1 - hidden) * host);
        blocking(pass, reduce, (1 - hidden) * network);
    }

    /** Gradients of the last micro-batch: a bucket as soon as it is full; the last one is part of what cannot be hidden. */
    private void reduceOnce(PassWriter.Pass pass, Segment segment, int index, int size) {
        int rank = pass.place().rank();
        double all = traffic.hidden().perStep()
                * plan.share(pass.place().stage())
                * traffic.of(rank).reduce();
        if (size == 1) {
            int task = beside(rank, Stream.DATA, reduce, all, NONE);
            if (task != NONE) {
                graph.afterStart(task, pass.last(), 0);
            }
        } else if (index < size - 1) {
            beside(rank, Stream.DATA, reduce, all * segment.share() / othersThan(pass, 0), pass.last());
        }
    }

    int afterPass(PassWriter.Pass pass, int last) {
        if (pass.beside == NONE) {
            return last;
        }
        int both = graph.add(
                pass.place().rank(), Stream.COMPUTE, join, pass.place().microBatch());
        graph.after(both, last);
        graph.after(both, pass.beside);
        return both;
    }

    /** The share of the reduction that cannot be hidden; what the rank's gradients are complete after. */
    int endRank(int rank, int pending) {
        double seconds = (1 - traffic.hidden().perStep()) * traffic.of(rank).reduce();
        int end = graph.add(rank, Stream.DATA, reduce, NONE, seconds);
        graph.after(end, pending);
        if (graph.lastOf(rank, Stream.COMPUTE) != pending) {
            graph.after(end, graph.lastOf(rank, Stream.COMPUTE));
        }
        return end;
    }

    void segmentDone(int rank, int task) {
        before[rank] = latest[rank];
        latest[rank] = task;
    }

    boolean blocksInHandOvers() {
        return traffic.handOver().blocking() > 0;
    }
}
