package dev.shardwright.simulator.timeline;

import dev.shardwright.simulator.unit.Bytes;
import dev.shardwright.simulator.unit.Seconds;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.jgrapht.Graph;
import org.jgrapht.graph.DefaultEdge;
import org.jgrapht.graph.SimpleDirectedGraph;

/**
 * The tasks of one step: where each runs, for how long, and what it waits for. Tasks of one stream of a rank run in the
 * order in which they were added. A dependency may have a lag, counted from the other's end or from its start; from the
 * end it may be negative: the task then starts before the other has ended, but never before it has started. Tasks are
 * numbers from 0; kept in arrays, since a step can have millions.
 */
public final class TaskGraph {
    static final int NONE = -1;

    /** In place of a lag from the start: the dependent ends with the other, or starts with it if it takes longer. */
    static final double ENDS_TOGETHER = -1;

    final int ranks;
    final int size;
    final short[] rank;
    final byte[] stream;
    final int[] work;
    final int[] microBatch;
    final double[] seconds;
    /** The link that a task needs for itself while it runs, beside its stream. */
    final int[] link;

    final int links;
    /** The task after this one in its stream. */
    final int[] next;
    /**
     * Dependents of task t: {@code dependents[firstDependent[t]] .. dependents[firstDependent[t + 1] - 1]}; those that
     * do not wait for its end are marked, see {@link #onStart}.
     */
    final int[] firstDependent;

    final int[] dependents;
    final double[] lags;
    /** How many tasks each waits for, the one before it in its stream included. */
    final int[] waitsFor;

    final List<Work> works;
    private final List<Claim> claims;

    /**
     * Bytes of a rank's memory that are taken from the start of one task to the end of another.
     */
    public record Claim(int rank, int from, int until, Bytes bytes) {}

    TaskGraph(TaskGraphBuilder built) {
        this.ranks = built.ranks;
        this.size = built.size;
        this.rank = built.rank();
        this.stream = built.stream();
        this.work = built.work();
        this.microBatch = built.microBatch();
        this.seconds = built.seconds();
        this.link = built.link();
        this.links = built.links();
        this.next = built.next();
        this.works = List.copyOf(built.works);
        this.claims = List.copyOf(built.claims);
        this.firstDependent = new int[size + 1];
        this.waitsFor = new int[size];
        this.dependents = new int[built.edges];
        this.lags = new double[built.edges];
        connect(built);
    }

    private TaskGraph(TaskGraph other, double[] seconds) {
        this.ranks = other.ranks;
        this.size = other.size;
        this.rank = other.rank;
        this.stream = other.stream;
        this.work = other.work;
        this.microBatch = other.microBatch;
        this.seconds = seconds;
        this.link = other.link;
        this.links = other.links;
        this.next = other.next;
        this.firstDependent = other.firstDependent;
        this.dependents = other.dependents;
        this.lags = other.lags;
        this.waitsFor = other.waitsFor;
        this.works = other.works;
        this.claims = other.claims;
    }

    /** The mark of a dependent that does not wait for the end: its number with all bits turned. */
    static int onStart(int dependent) {
        return ~dependent;
    }

    /** The number behind a mark, if there is one. */
    static int unmarked(int dependent) {
        return dependent < 0 ? ~dependent : dependent;
    }

    /** A counting sort of the dependencies by the task that is waited for. */
    private void connect(TaskGraphBuilder built) {
        for (int i = 0; i < built.edges; i++) {
            firstDependent[built.from[i] + 1]++;
            waitsFor[unmarked(built.to[i])]++;
        }
        for (int task = 0; task < size; task++) {
            firstDependent[task + 1] += firstDependent[task];
            if (next[task] != NONE) {
                waitsFor[next[task]]++;
            }
        }
        int[] place = firstDependent.clone();
        for (int i = 0; i < built.edges; i++) {
            int at = place[built.from[i]]++;
            dependents[at] = built.to[i];
            lags[at] = built.lag[i];
        }
    }

    public int size() {
        return size;
    }

    public int ranks() {
        return ranks;
    }

    public int rank(int task) {
        return rank[task];
    }

    public Stream stream(int task) {
        return TaskGraphBuilder.STREAMS[stream[task]];
    }

    public Work work(int task) {
        return works.get(work[task]);
    }

    /** The micro-batch that a task belongs to, or -1. */
    public int microBatch(int task) {
        return microBatch[task];
    }

    public Seconds time(int task) {
        return new Seconds(seconds[task]);
    }

    public List<Claim> claims() {
        return claims;
    }

    /** The same graph for JGraphT's algorithms, an edge from each task to those that wait for it; lags are left out. */
    public Graph<Integer, DefaultEdge> asGraph() {
        return asGraph(task -> true);
    }

    /** The part of the graph that has some of the tasks, and the edges between them; two tasks share one edge at most. */
    Graph<Integer, DefaultEdge> asGraph(IntPredicate chosen) {
        Graph<Integer, DefaultEdge> graph = new SimpleDirectedGraph<>(DefaultEdge.class);
        IntStream.range(0, size).filter(chosen).forEach(graph::addVertex);
        for (int task : List.copyOf(graph.vertexSet())) {
            for (int i = firstDependent[task]; i < firstDependent[task + 1]; i++) {
                connect(graph, task, unmarked(dependents[i]));
            }
            connect(graph, task, next[task]);
        }
        return graph;
    }

    private static void connect(Graph<Integer, DefaultEdge> graph, int task, int dependent) {
        if (graph.containsVertex(dependent)) {
            graph.addEdge(task, dependent);
        }
    }

    /** Seconds of a task for someone who asks what if; never negative. */
    @FunctionalInterface
    public interface Durations {
        double of(TaskGraph graph, int task);
    }

    /** Seconds of a task as it is, without a typed quantity: for loops over all tasks. */
    public double seconds(int task) {
        return seconds[task];
    }

    /** The same tasks in the same order with other durations. */
    public TaskGraph with(Durations durations) {
        double[] others = new double[size];
        for (int task = 0; task < size; task++) {
            others[task] = durations.of(this, task);
            if (!(others[task] >= 0) || Double.isInfinite(others[task])) {
                throw new IllegalArgumentException(
                        "task " + task + " must take zero or more seconds, and an end: " + others[task]);
            }
        }
        return new TaskGraph(this, others);
    }

    /** The same, where all work of a category takes no time. */
    public TaskGraph without(Category category) {
        double[] left = new double[works.size()];
        for (int i = 0; i < left.length; i++) {
            left[i] = 1 - works.get(i).share(category);
        }
        return with((graph, task) -> graph.seconds[task] * left[graph.work[task]]);
    }

    /** Whether any time is spent on work of a category. */
    public boolean has(Category category) {
        boolean[] ofIt = new boolean[works.size()];
        for (int i = 0; i < ofIt.length; i++) {
            ofIt[i] = works.get(i).share(category) > 0;
        }
        for (int task = 0; task < size; task++) {
            if (seconds[task] > 0 && ofIt[work[task]]) {
                return true;
            }
        }
        return false;
    }
}
