package dev.shardwright.simulator.timeline;

import dev.shardwright.simulator.unit.Seconds;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/** A played task graph: when each task starts and what it last waited for. Times count from the start of the step. */
public final class Timeline {
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

    /** From a rank's first start to its last end, the longest of all ranks: a step of ranks that go on by themselves. */
    public Seconds longestRank() {
        double[] first = new double[graph.ranks];
        double[] last = new double[graph.ranks];
        Arrays.fill(first, Double.POSITIVE_INFINITY);
        for (int task = 0; task < graph.size; task++) {
            int rank = graph.rank[task];
            first[rank] = Math.min(first[rank], start[task]);
            last[rank] = Math.max(last[rank], end(task));
        }
        double longest = 0;
        for (int rank = 0; rank < graph.ranks; rank++) {
            longest = Math.max(longest, last[rank] - first[rank]);
        }
        return new Seconds(longest);
    }

    /**
     * Time in which a rank computes or communicates within its layers, the longest of all ranks: a step of ranks that never
     * wait for others.
     */
    public Seconds busiestRank() {
        List<List<Integer>> tasks = new ArrayList<>();
        for (int rank = 0; rank < graph.ranks; rank++) {
            tasks.add(new ArrayList<>());
        }
        for (int task = 0; task < graph.size; task++) {
            if (graph.stream[task] <= Stream.EXPERT.ordinal()) {
                tasks.get(graph.rank[task]).add(task);
            }
        }
        return new Seconds(tasks.stream().mapToDouble(this::covered).max().orElse(0));
    }

    /** Time in which one or more of some tasks run. */
    private double covered(List<Integer> tasks) {
        tasks.sort(Comparator.comparingDouble(this::start));
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
