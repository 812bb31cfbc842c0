package dev.shardwright.simulator.step;

import dev.shardwright.simulator.schedule.PassKind;
import dev.shardwright.simulator.step.LastPasses.Edge;
import dev.shardwright.simulator.timeline.Stream;
import dev.shardwright.simulator.timeline.TaskGraphBuilder;
import java.util.Arrays;
import java.util.List;

/** Adds the tasks of passes to a graph, segment by segment, in the order in which a rank runs them. */
final class PassWriter {
    static final int NONE = -1;

    /** The segments before of this pass and of one interwoven with it, two gathers, and a step's bucket. */
    private static final int MOST_WAITS = 5;

    private static final Unit.Wire[] WIRES = Unit.Wire.values();

    private final TaskGraphBuilder graph;
    private final StagePlan plan;
    private final ReplicaWriter replicas;
    /** What the next compute task of each rank waits for beside its stream: communication that nothing hides. */
    private final int[] pending;

    PassWriter(TaskGraphBuilder graph, StagePlan plan, ReplicaWriter replicas) {
        this.graph = graph;
        this.plan = plan;
        this.replicas = replicas;
        this.pending = new int[plan.ranks().size()];
        Arrays.fill(pending, NONE);
    }

    /** Where a pass runs. */
    record Place(int rank, int stage, int microBatch) {}

    Pass pass(Place place, PassKind kind, Edge edge) {
        return new Pass(place, kind, edge);
    }

    void write(Pass pass) {
        pass.waitFor(pending[pass.place.rank()]);
        while (pass.hasNext()) {
            pass.next();
        }
        pending[pass.place.rank()] = pass.end();
    }

    /** Segments of both in turns; what runs beside the other's compute holds up neither. */
    void writeJoined(Pass one, Pass other) {
        one.waitFor(pending[one.place.rank()]);
        other.waitFor(pending[one.place.rank()]);
        while (one.hasNext() || other.hasNext()) {
            if (one.hasNext()) {
                one.next();
                other.waitIn(one);
            }
            if (other.hasNext()) {
                other.next();
                one.waitIn(other);
            }
        }
        int first = one.end();
        int second = other.end();
        pending[one.place.rank()] = first;
        if (second != first) {
            // Whatever follows waits for both.
            int both = graph.add(one.place.rank(), Stream.COMPUTE, replicas.join(), one.place.microBatch());
            graph.after(both, first);
            graph.after(both, second);
            pending[one.place.rank()] = both;
        }
    }

    /** What the rank's gradients are complete after. */
    int endRank(int rank) {
        return replicas.endRank(rank, pending[rank]);
    }

    /** One pass of a micro-batch through a stage. */
    final class Pass {
        private final Place place;
        private final PassKind kind;
        private final Edge edge;
        private final List<Segment> segments;
        private int done;
        private final int[] waits = new int[MOST_WAITS];
        private int waiting;
        private int first = NONE;
        private int last = NONE;
        /** The last communication that holds up all that the rank computes. */
        private int blocked = NONE;
        /** Parameters under way that each segment needs, and those that the whole pass needs. */
        int[] buckets = {};

        int beside = NONE;

        private Pass(Place place, PassKind kind, Edge edge) {
            this.place = place;
            this.kind = kind;
            this.edge = edge;
            this.segments = plan.segments(place.stage());
        }

        Place place() {
            return place;
        }

        PassKind kind() {
            return kind;
        }

        Edge edge() {
            return edge;
        }

        int first() {
            return first;
        }

        int last() {
            return last;
        }

        private boolean hasNext() {
            return done < segments.size();
        }

        private Segment segment() {
            return segments.get(kind == PassKind.FORWARD ? done : segments.size() - 1 - done);
        }

        private void next() {
            Segment segment = segment();
            boolean gathers = kind != PassKind.WEIGHT_GRADIENT;
            if (gathers) {
                replicas.beforeSegment(this, segment, done);
            }
            if (kind == PassKind.BACKWARD || kind == PassKind.INPUT_GRADIENT) {
                if (segment.compute().recompute() != NONE) {
                    compute(segment.compute().recompute());
                }
            }
            compute(work(segment.compute()));
            if (gathers) {
                replicas.segmentDone(place.rank(), last);
                communicate(kind == PassKind.FORWARD ? segment.forward() : segment.backward());
            }
            waitFor(last);
            if (kind.last()) {
                replicas.afterSegment(this, segment, done);
            }
            done++;
        }

        private int work(Segment.Compute compute) {
            return switch (kind) {
                case FORWARD -> compute.forward();
                case BACKWARD -> compute.backward();
                case INPUT_GRADIENT -> compute.input();
                case WEIGHT_GRADIENT -> compute.weight();
            };
        }

        /** Adds a compute task of the pass itself. */
        private void compute(int work) {
            hold(work, graph.workSeconds(work));
            first = first == NONE ? last : first;
        }

        /** Keeps the compute stream busy; waits for what the pass waits for, but for no neighbour. */
        void hold(int work, double seconds) {
            int previous = graph.lastOf(place.rank(), Stream.COMPUTE);
            last = graph.add(place.rank(), Stream.COMPUTE, work, place.microBatch(), seconds);
            for (int i = 0; i < waiting; i++) {
                if (waits[i] != previous) {
                    graph.after(last, waits[i]);
                }
            }
            waiting = 0;
        }

        /** The next compute task waits for this one too. */
        void waitFor(int task) {
            if (task != NONE) {
                waits[waiting++] = task;
            }
        }

        /** If anything is left to do, it waits for what holds up an interwoven pass. */
        private void waitIn(Pass other) {
            if (hasNext()) {
                waitFor(other.blocked);
            }
        }

        /** What compute hides ends with it; the rest follows, one group after the other. */
        private void communicate(Segment.Wires wires) {
            int compute = last;
            blocked = NONE;
            for (Unit.Wire wire : WIRES) {
                int work = wires.hidden()[wire.ordinal()];
                if (work != NONE) {
                    int task = graph.add(place.rank(), wire.stream, work, place.microBatch());
                    graph.endWith(task, compute);
                }
            }
            for (Unit.Wire wire : WIRES) {
                int work = wires.exposed()[wire.ordinal()];
                int trailing = wires.trailing()[wire.ordinal()];
                if (work != NONE) {
                    exchange(work, trailing == NONE ? wire.stream : Stream.COMPUTE);
                }
                if (trailing != NONE) {
                    // Nobody in the pass waits for it; it runs on beside the other pass.
                    graph.after(graph.add(place.rank(), wire.stream, trailing, place.microBatch()), last);
                }
            }
        }

        private void exchange(int work, Stream stream) {
            int task = graph.add(place.rank(), stream, work, place.microBatch());
            graph.after(task, last);
            last = task;
            blocked = task;
        }

        private int end() {
            last = replicas.afterPass(this, last);
            if (kind != PassKind.WEIGHT_GRADIENT && replicas.blocksInHandOvers()) {
                waitFor(last);
                hold(plan.sends().exchange(), graph.workSeconds(plan.sends().exchange()));
            }
            return last;
        }
    }
}
