package dev.shardwright.simulator.timeline;

/** The tasks of a graph sorted by rank and stream, each stream's in the order in which they run. */
public final class Lanes {
    private static final int STREAMS = Stream.values().length;

    private final TaskGraph graph;
    private final int[] tasks;
    private final int[] first;

    private Lanes(TaskGraph graph, int[] tasks, int[] first) {
        this.graph = graph;
        this.tasks = tasks;
        this.first = first;
    }

    /** A counting sort. */
    public static Lanes of(TaskGraph graph) {
        int[] first = new int[graph.ranks() * STREAMS + 1];
        for (int task = 0; task < graph.size(); task++) {
            first[lane(graph.rank(task), graph.stream(task)) + 1]++;
        }
        for (int lane = 0; lane < first.length - 1; lane++) {
            first[lane + 1] += first[lane];
        }
        int[] place = first.clone();
        int[] tasks = new int[graph.size()];
        for (int task = 0; task < tasks.length; task++) {
            tasks[place[lane(graph.rank(task), graph.stream(task))]++] = task;
        }
        return new Lanes(graph, tasks, first);
    }

    private static int lane(int rank, Stream stream) {
        return rank * STREAMS + stream.ordinal();
    }

    /** How many tasks a stream of a rank runs. */
    public int size(int rank, Stream stream) {
        int lane = lane(rank, stream);
        return first[lane + 1] - first[lane];
    }

    /** The task that a stream of a rank runs at a place of its order, from 0. */
    public int task(int rank, Stream stream, int index) {
        return tasks[first[lane(rank, stream)] + index];
    }

    /** Seconds that a stream of a rank works. */
    public double busySeconds(int rank, Stream stream) {
        double sum = 0;
        for (int i = 0; i < size(rank, stream); i++) {
            sum += graph.seconds(task(rank, stream, i));
        }
        return sum;
    }
}
