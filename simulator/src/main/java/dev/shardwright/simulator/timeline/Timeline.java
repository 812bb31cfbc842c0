package dev.shardwright.simulator.timeline;

import dev.shardwright.simulator.unit.Seconds;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/** A played task graph: when each task starts and what it last waited for. Times count from the start of the step. */
public final class Timeline {
    /** Streams that keep a rank busy whatever its neighbours do. */
    static final Set<Stream> OWN_WORK =
            Set.of(Stream.COMPUTE, Stream.TENSOR, Stream.CONTEXT, Stream.EXPERT, Stream.DATA, Stream.HOST);

    private final TaskGraph graph;
    private final double[] start;
    private final int[] cause;
    private final int lastTask;

    Timeline(TaskGraph graph, double[] start, int[] cause) {
        this.graph = graph;
        this.start = start;
        this.cause = cause;
        int last = TaskGraph.NONE;
        for (int task = 0; task < graph.size; task++) {
            if (last == TaskGraph.NONE || end(task) > end(last)) {
                last = task;
            }
        }
        this.lastTask = last;
    }

    public TaskGraph graph() {
        return graph;
    }

    /** Seconds from the start of the step; without a typed quantity, for loops over all tasks. */
    public double start(int task) {
        return start[task];
    }

    public double end(int task) {
        return start[task] + graph.seconds[task];
    }

    /** The task whose end, or whose use of a link, this one last waited for; -1 if it waited for none. */
    public int cause(int task) {
        return cause[task];
    }

    /** The task that ends last, or -1 if there is none. */
    public int lastTask() {
        return lastTask;
    }

    /** From the start of the step to the end of the last task. */
    public Seconds makespan() {
        return new Seconds(lastTask == TaskGraph.NONE ? 0 : end(lastTask));
    }

    /** What one rank makes of a step: its first start, and how long the step is for it. */
    public record RankTime(int rank, Seconds from, Seconds time) {}

    /** From a rank's first start to its last end, the longest of all ranks: a step of ranks that go on by themselves. */
    public RankTime longestRank() {
        double[] first = new double[graph.ranks];
        double[] last = new double[graph.ranks];
        Arrays.fill(first, Double.POSITIVE_INFINITY);
        for (int task = 0; task < graph.size; task++) {
            int rank = graph.rank[task];
            first[rank] = Math.min(first[rank], start[task]);
            last[rank] = Math.max(last[rank], end(task));
        }
        int longest = 0;
        for (int rank = 1; rank < graph.ranks; rank++) {
            longest = last[rank] - first[rank] > last[longest] - first[longest] ? rank : longest;
        }
        return last[longest] == 0
                ? new RankTime(longest, Seconds.ZERO, Seconds.ZERO)
                : new RankTime(longest, new Seconds(first[longest]), new Seconds(last[longest] - first[longest]));
    }

    /**
     * Time in which a rank computes, communicates within its layers, reduces gradients or works on the host, the longest of
     * all ranks: a step of ranks that never wait for others.
     */
    public RankTime busiestRank() {
        RankTime busiest = new RankTime(0, Seconds.ZERO, Seconds.ZERO);
        List<List<Integer>> tasks = tasksOfRanks(OWN_WORK);
        for (int rank = 0; rank < graph.ranks; rank++) {
            double time = covered(tasks.get(rank));
            busiest = time > busiest.time().value() ? new RankTime(rank, Seconds.ZERO, new Seconds(time)) : busiest;
        }
        return busiest;
    }

    /** The tasks of some streams by rank, in the order in which they start. */
    List<List<Integer>> tasksOfRanks(Set<Stream> streams) {
        List<List<Integer>> tasks = new ArrayList<>();
        for (int rank = 0; rank < graph.ranks; rank++) {
            tasks.add(new ArrayList<>());
        }
        for (int task = 0; task < graph.size; task++) {
            if (streams.contains(graph.stream(task))) {
                tasks.get(graph.rank[task]).add(task);
            }
        }
        tasks.forEach(list -> list.sort(Comparator.comparingDouble(this::start)));
        return tasks;
    }

    /** Time in which one or more of some tasks run. */
    private double covered(List<Integer> tasks) {
        double sum = 0;
        double until = 0;
        for (int task : tasks) {
            sum += Math.max(0, end(task) - Math.max(until, start(task)));
            until = Math.max(until, end(task));
        }
        return sum;
    }

    /** Time that a stream of a rank works. */
    public Seconds busy(int rank, Stream stream) {
        double sum = 0;
        for (int task = 0; task < graph.size; task++) {
            if (graph.rank[task] == rank && graph.stream[task] == stream.ordinal()) {
                sum += graph.seconds[task];
            }
        }
        return new Seconds(sum);
    }
}
