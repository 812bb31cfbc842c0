package dev.shardwright.simulator.timeline;

import java.util.Arrays;

/**
 * Plays a task graph: every task starts as soon as all that it waits for allows. Only tasks that share a link compete;
 * they get it in the order in which they are ready, the lower number first. Ready tasks that share none are played at
 * once; of those that do, the earliest is played when no other is left. Nothing that is still unknown can be ready before
 * it, since all that is unknown waits for a task in the queue and never starts before what it waits for has started.
 */
public final class EventLoop {
    private final TaskGraph graph;
    private final double[] start;
    private final int[] cause;
    private final int[] waitsFor;
    private final double[] linkFree;
    private final int[] linkUser;
    private final int[] ready;
    private int readyCount;
    private final LinkQueue queue;

    private EventLoop(TaskGraph graph) {
        this.graph = graph;
        this.start = new double[graph.size];
        this.cause = new int[graph.size];
        this.waitsFor = graph.waitsFor.clone();
        this.linkFree = new double[graph.links];
        this.linkUser = new int[graph.links];
        this.ready = new int[graph.size];
        this.queue = new LinkQueue(start);
        Arrays.fill(cause, TaskGraph.NONE);
        Arrays.fill(linkUser, TaskGraph.NONE);
    }

    /** Throws {@link Deadlock} if tasks wait for one another in a circle. */
    public static Timeline play(TaskGraph graph) {
        EventLoop loop = new EventLoop(graph);
        int played = loop.run();
        if (played < graph.size) {
            throw Deadlock.in(graph, loop.waitsFor);
        }
        return new Timeline(graph, loop.start, loop.cause);
    }

    private int run() {
        for (int task = graph.size - 1; task >= 0; task--) {
            if (waitsFor[task] == 0) {
                isReady(task);
            }
        }
        int played = 0;
        while (true) {
            if (readyCount > 0) {
                finish(ready[--readyCount]);
            } else if (!queue.isEmpty()) {
                acquire(queue.poll());
            } else {
                return played;
            }
            played++;
        }
    }

    private void isReady(int task) {
        if (graph.link[task] == TaskGraph.NONE) {
            ready[readyCount++] = task;
        } else {
            queue.add(task);
        }
    }

    private void acquire(int task) {
        int link = graph.link[task];
        if (linkFree[link] > start[task]) {
            start[task] = linkFree[link];
            cause[task] = linkUser[link];
        }
        linkFree[link] = start[task] + graph.seconds[task];
        linkUser[link] = task;
        finish(task);
    }

    private void finish(int task) {
        double begin = start[task];
        double end = begin + graph.seconds[task];
        int until = graph.firstDependent[task + 1];
        for (int i = graph.firstDependent[task]; i < until; i++) {
            int dependent = graph.dependents[i];
            if (dependent >= 0) {
                release(task, dependent, Math.max(begin, end + graph.lags[i]));
            } else {
                besides(task, TaskGraph.unmarked(dependent), graph.lags[i]);
            }
        }
        if (graph.next[task] != TaskGraph.NONE) {
            release(task, graph.next[task], end);
        }
    }

    /** Lets a task go that does not wait for the other's end. */
    private void besides(int by, int task, double lag) {
        double begin = start[by];
        double last = begin + graph.seconds[by] - graph.seconds[task];
        release(by, task, lag == TaskGraph.ENDS_TOGETHER ? Math.max(begin, last) : begin + lag);
    }

    private void release(int by, int task, double at) {
        // Of what ends at the same time the first counts as the cause; the start of a step has none.
        if (at > start[task] || (cause[task] == TaskGraph.NONE && at == start[task])) {
            start[task] = at;
            cause[task] = by;
        }
        if (--waitsFor[task] == 0) {
            isReady(task);
        }
    }
}
