package dev.shardwright.simulator.timeline;

import dev.shardwright.simulator.unit.Bytes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Collects tasks, each at the end of its stream, and what they wait for. */
public final class TaskGraphBuilder {
    static final Stream[] STREAMS = Stream.values();

    private static final int FIRST_CAPACITY = 1024;

    final int ranks;
    final List<Work> works = new ArrayList<>();
    private final List<Double> workSeconds = new ArrayList<>();
    final List<TaskGraph.Claim> claims = new ArrayList<>();
    int size;
    int edges;
    int[] from = new int[FIRST_CAPACITY];
    int[] to = new int[FIRST_CAPACITY];
    double[] lag = new double[FIRST_CAPACITY];
    private short[] rank = new short[FIRST_CAPACITY];
    private byte[] stream = new byte[FIRST_CAPACITY];
    private int[] work = new int[FIRST_CAPACITY];
    private int[] microBatch = new int[FIRST_CAPACITY];
    private double[] seconds = new double[FIRST_CAPACITY];
    private int[] link = new int[FIRST_CAPACITY];
    private int[] next = new int[FIRST_CAPACITY];
    private final int[] last;
    private int links;

    public TaskGraphBuilder(int ranks) {
        if (ranks < 1 || ranks > Short.MAX_VALUE) {
            throw new IllegalArgumentException("a graph has 1 to " + Short.MAX_VALUE + " ranks: " + ranks);
        }
        this.ranks = ranks;
        this.last = new int[ranks * STREAMS.length];
        Arrays.fill(last, TaskGraph.NONE);
    }

    /** Makes work known and returns its number. */
    public int work(Work value) {
        works.add(value);
        workSeconds.add(value.time().value());
        return works.size() - 1;
    }

    /** Adds a task that lasts as long as its work. */
    public int add(int onRank, Stream onStream, int workNumber, int ofMicroBatch) {
        return add(onRank, onStream, workNumber, ofMicroBatch, workSeconds.get(workNumber));
    }

    /**
     * Adds a task at the end of a rank's stream.
     *
     * @param duration seconds
     * @return the task's number
     */
    public int add(int onRank, Stream onStream, int workNumber, int ofMicroBatch, double duration) {
        if (!(duration >= 0)) {
            throw new IllegalArgumentException("a task takes zero or more seconds: " + duration);
        }
        if (size == seconds.length) {
            grow();
        }
        int queue = onRank * STREAMS.length + onStream.ordinal();
        rank[size] = (short) onRank;
        stream[size] = (byte) onStream.ordinal();
        work[size] = workNumber;
        microBatch[size] = ofMicroBatch;
        seconds[size] = duration;
        link[size] = TaskGraph.NONE;
        next[size] = TaskGraph.NONE;
        if (last[queue] != TaskGraph.NONE) {
            next[last[queue]] = size;
        }
        last[queue] = size;
        return size++;
    }

    /** Seconds of a task. */
    public double seconds(int task) {
        return seconds[task];
    }

    /** Seconds of a task that does nothing but this work. */
    public double workSeconds(int workNumber) {
        return workSeconds.get(workNumber);
    }

    /** The last task so far of a stream, or -1. */
    public int lastOf(int ofRank, Stream ofStream) {
        return last[ofRank * STREAMS.length + ofStream.ordinal()];
    }

    /**
     * {@code task} starts when {@code other} has ended, and {@code lagSeconds} later, or earlier if negative, but never
     * before {@code other} has started.
     */
    public void after(int task, int other, double lagSeconds) {
        connect(other, task, task, lagSeconds);
    }

    private void connect(int other, int task, int marked, double lagSeconds) {
        if (task == other || task < 0 || task >= size || other < 0 || other >= size || !Double.isFinite(lagSeconds)) {
            throw new IllegalArgumentException(
                    "of " + size + " tasks " + task + " cannot wait for " + other + " with a lag of " + lagSeconds);
        }
        if (edges == from.length) {
            from = Arrays.copyOf(from, 2 * edges);
            to = Arrays.copyOf(to, 2 * edges);
            lag = Arrays.copyOf(lag, 2 * edges);
        }
        from[edges] = other;
        to[edges] = marked;
        lag[edges++] = lagSeconds;
    }

    public void after(int task, int other) {
        after(task, other, 0);
    }

    /** {@code task} starts {@code lagSeconds} after {@code other} has started, however long that takes. */
    public void afterStart(int task, int other, double lagSeconds) {
        if (lagSeconds < 0) {
            throw new IllegalArgumentException("a task starts no earlier than what it waits for: " + lagSeconds);
        }
        connect(other, task, TaskGraph.onStart(task), lagSeconds);
    }

    /**
     * {@code task} runs beside {@code other} and ends with it; if it takes longer than that, it starts with it. Whoever
     * waits for such a task should wait for its end: its start is earlier, the longer it takes.
     */
    public void endWith(int task, int other) {
        connect(other, task, TaskGraph.onStart(task), TaskGraph.ENDS_TOGETHER);
    }

    /** The task needs a link that it shares with others; who is ready first goes first. */
    public void share(int task, int linkNumber) {
        if (linkNumber < 0) {
            throw new IllegalArgumentException("links are numbered from 0: " + linkNumber);
        }
        link[task] = linkNumber;
        links = Math.max(links, linkNumber + 1);
    }

    /** Memory that a rank takes from the start of one task to the end of another. */
    public void claim(int fromTask, int untilTask, Bytes bytes) {
        if (bytes.value() > 0) {
            claims.add(new TaskGraph.Claim(rank[fromTask], fromTask, untilTask, bytes));
        }
    }

    public TaskGraph build() {
        return new TaskGraph(this);
    }

    private void grow() {
        int capacity = 2 * size;
        rank = Arrays.copyOf(rank, capacity);
        stream = Arrays.copyOf(stream, capacity);
        work = Arrays.copyOf(work, capacity);
        microBatch = Arrays.copyOf(microBatch, capacity);
        seconds = Arrays.copyOf(seconds, capacity);
        link = Arrays.copyOf(link, capacity);
        next = Arrays.copyOf(next, capacity);
    }

    short[] rank() {
        return Arrays.copyOf(rank, size);
    }

    byte[] stream() {
        return Arrays.copyOf(stream, size);
    }

    int[] work() {
        return Arrays.copyOf(work, size);
    }

    int[] microBatch() {
        return Arrays.copyOf(microBatch, size);
    }

    double[] seconds() {
        return Arrays.copyOf(seconds, size);
    }

    int[] link() {
        return Arrays.copyOf(link, size);
    }

    int[] next() {
        return Arrays.copyOf(next, size);
    }

    int links() {
        return links;
    }
}
