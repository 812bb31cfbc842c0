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
import java.util.HashMap;
import java.util.List;
import java.util.Map;

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
    private final Map<Work, Integer> works = new HashMap<>();
    /** The two latest compute tasks of each rank whose parameters were gathered for them. */
    private final int[] latest;

    private final int[] before;
    private final boolean[] started;

    ReplicaWriter(TaskGraphBuilder graph, StagePlan plan, RankTraffic traffic, Detail detail) {
        this.graph = graph;
        this.plan = plan;
        this.traffic = traffic;
        this.detail = detail;
        this.join = work("wait", Category.OVERHEAD, 0, 0);
        this.latest = new int[plan.ranks().size()];
        this.started = new boolean[plan.ranks().size()];
        this.before = new int[plan.ranks().size()];
        Arrays.fill(latest, NONE);
        Arrays.fill(before, NONE);
    }

    private int work(String name, Category category, double seconds, double bytes) {
        Work.Amount amount = new Work.Amount(Flops.ZERO, Bytes.of(bytes));
        return works.computeIfAbsent(Work.of(name, PAGE, category, new Seconds(seconds), amount), graph::work);
    }

    /** Traffic of one kind of a rank, or a share of it. */
    private record Load(Stream stream, String name, double seconds, double bytes) {
        Load times(double share) {
            return new Load(stream, name, seconds * share, bytes * share);
        }

        Category category() {
            return stream == Stream.HOST ? Category.HOST : Category.DATA;
        }
    }

    private int work(Load load) {
        return work(load.name(), load.category(), load.seconds(), load.bytes());
    }

    private static Load gather(RankTraffic.Replicas replicas, double seconds) {
        return new Load(
                Stream.GATHER, "gather parameters", seconds, replicas.volume().parameters());
    }

    private static Load reduce(RankTraffic.Replicas replicas, double seconds) {
        return new Load(
                Stream.DATA, "reduce gradients", seconds, replicas.volume().gradients());
    }

    private static Load host(String name, double seconds) {
        return new Load(Stream.HOST, name, seconds, 0);
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
        RankTraffic.Replicas replicas = traffic.of(rank);
        double share = plan.share(pass.place().stage()) * segment.share();
        Load host = host("fetch parameters from host", replicas.sharded().hostGather())
                .times(share);
        Load network = gather(replicas, replicas.sharded().gather()).times(share);
        double both = Math.max(TINY, host.seconds() + network.seconds());
        double hidden = traffic.hidden().perPass() * Math.min(1, computeOf(pass, segment) / both);
        pass.waitFor(beside(rank, host.times(hidden), before[rank]));
        pass.waitFor(beside(rank, network.times(hidden), before[rank]));
        blocking(pass, host.times(1 - hidden));
        blocking(pass, network.times(1 - hidden));
    }

    private double computeOf(PassWriter.Pass pass, Segment segment) {
        Segment.Compute compute = segment.compute();
        double again = compute.recompute() == NONE ? 0 : graph.workSeconds(compute.recompute());
        return switch (pass.kind()) {
            case FORWARD -> graph.workSeconds(compute.forward());
            case BACKWARD -> again + graph.workSeconds(compute.backward());
            case INPUT_GRADIENT -> again + graph.workSeconds(compute.input());
            case WEIGHT_GRADIENT -> graph.workSeconds(compute.weight());
        };
    }

    private int beside(int rank, Load load, int after) {
        if (load.seconds() <= 0) {
            return NONE;
        }
        int task = graph.add(rank, load.stream(), work(load), NONE);
        if (after != NONE) {
            graph.after(task, after);
        }
        if (load.stream() != Stream.HOST && detail == Detail.LAYERS) {
            graph.share(task, rank);
        }
        return task;
    }

    private void blocking(PassWriter.Pass pass, Load load) {
        if (load.seconds() > 0) {
            pass.hold(work(load), load.seconds());
        }
    }

    /** Updated parameters: a rank's first segment waits for what cannot be hidden, the others each for theirs. */
    private void gatherOnce(PassWriter.Pass pass, int index) {
        if (index > 0) {
            pass.waitFor(pass.buckets[index]);
            return;
        }
        int rank = pass.place().rank();
        double hidden = traffic.hidden().perStep();
        Load all = gather(traffic.of(rank), traffic.of(rank).gather());
        if (!started[rank]) {
            started[rank] = true;
            blocking(pass, all.times(1 - hidden));
        }
        Load beside = all.times(hidden * plan.share(pass.place().stage()));
        List<Segment> segments = plan.segments(pass.place().stage());
        pass.buckets = new int[segments.size()];
        for (int i = 1; i < segments.size(); i++) {
            pass.buckets[i] = beside(rank, beside.times(segments.get(i).share() / othersThanFirst(segments)), NONE);
            if (i == 1) {
                holdBack(pass.buckets[i], rank);
            }
        }
        if (segments.size() == 1) {
            pass.beside = beside(rank, beside, NONE);
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

    /** Share of a stage's parameters that all but its first segment hold. */
    private static double othersThanFirst(List<Segment> segments) {
        double rest = 1 - segments.get(0).share();
        return rest <= 0 ? segments.size() - 1 : rest;
    }

    void afterSegment(PassWriter.Pass pass, Segment segment, int index) {
        if (detail == Detail.LAYERS && traffic.of(pass.place().rank()).sharded().moves()) {
            scatter(pass, segment);
        }
        if (pass.edge() == Edge.LAST_BACKWARD) {
            reduceOnce(pass, segment, index);
        }
    }

    /** Gradients of fully sharded parameters: compute that the gather has left over hides them. */
    private void scatter(PassWriter.Pass pass, Segment segment) {
        int rank = pass.place().rank();
        RankTraffic.Replicas replicas = traffic.of(rank);
        RankTraffic.Sharded sharded = replicas.sharded();
        double share = plan.share(pass.place().stage()) * segment.share();
        Load host = host("send gradients to host", sharded.hostScatter()).times(share);
        Load network = reduce(replicas, sharded.scatter()).times(share);
        // A pass of weight gradients has gathered nothing.
        double gathered = pass.kind() == PassKind.BACKWARD ? share * (sharded.gather() + sharded.hostGather()) : 0;
        double left = computeOf(pass, segment) - gathered;
        double both = Math.max(TINY, host.seconds() + network.seconds());
        double hidden = traffic.hidden().perPass() * Math.min(1, Math.max(0, left) / both);
        beside(rank, host.times(hidden), pass.last());
        beside(rank, network.times(hidden), pass.last());
        blocking(pass, host.times(1 - hidden));
        blocking(pass, network.times(1 - hidden));
    }

    /** Gradients of the last micro-batch: a bucket as soon as it is full; the last one is part of what cannot be hidden. */
    private void reduceOnce(PassWriter.Pass pass, Segment segment, int index) {
        int rank = pass.place().rank();
        List<Segment> segments = plan.segments(pass.place().stage());
        Load all = reduce(traffic.of(rank), traffic.of(rank).reduce())
                .times(traffic.hidden().perStep() * plan.share(pass.place().stage()));
        if (segments.size() == 1) {
            int task = beside(rank, all, NONE);
            if (task != NONE) {
                graph.afterStart(task, pass.last(), 0);
            }
        } else if (index < segments.size() - 1) {
            beside(rank, all.times(segment.share() / othersThanFirst(segments)), pass.last());
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
        Load rest = reduce(traffic.of(rank), traffic.of(rank).reduce())
                .times(1 - traffic.hidden().perStep());
        int end = graph.add(rank, rest.stream(), work(rest), NONE);
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
