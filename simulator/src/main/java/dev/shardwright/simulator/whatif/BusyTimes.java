package dev.shardwright.simulator.whatif;

import dev.shardwright.simulator.timeline.Stream;
import dev.shardwright.simulator.timeline.TaskGraph;
import dev.shardwright.simulator.timeline.Timeline;
import java.util.Arrays;
import java.util.function.Predicate;

/** When any of some streams of a rank works: intervals in order that do not touch, in seconds from the step's start. */
final class BusyTimes {
    private final double[] from;
    private final double[] until;
    private int count;
    /** No later question is about a time before this interval's end. */
    private int reached;

    /** The union of intervals of which all starts and all ends are given; sorts both. */
    private BusyTimes(double[] starts, double[] ends) {
        Arrays.sort(starts);
        Arrays.sort(ends);
        from = new double[starts.length];
        until = new double[starts.length];
        int ended = 0;
        for (int i = 0; i < starts.length; i++) {
            // As many have ended as have started before: nothing runs, and the next one opens an interval.
            if (i == 0 || (ended == i && starts[i] > until[count - 1])) {
                from[count++] = starts[i];
            }
            while (ended <= i && (i + 1 == starts.length || ends[ended] <= starts[i + 1])) {
                until[count - 1] = ends[ended++];
            }
        }
    }

    static BusyTimes[] ofRanks(Timeline timeline, Predicate<Stream> chosen) {
        TaskGraph graph = timeline.graph();
        int[] sizes = new int[graph.ranks()];
        for (int task = 0; task < graph.size(); task++) {
            sizes[graph.rank(task)] += runs(graph, task, chosen);
        }
        double[][] starts = Arrays.stream(sizes).mapToObj(double[]::new).toArray(double[][]::new);
        double[][] ends = Arrays.stream(sizes).mapToObj(double[]::new).toArray(double[][]::new);
        for (int task = 0; task < graph.size(); task++) {
            if (runs(graph, task, chosen) > 0) {
                int rank = graph.rank(task);
                starts[rank][--sizes[rank]] = timeline.start(task);
                ends[rank][sizes[rank]] = timeline.end(task);
            }
        }
        BusyTimes[] ranks = new BusyTimes[graph.ranks()];
        Arrays.setAll(ranks, rank -> new BusyTimes(starts[rank], ends[rank]));
        return ranks;
    }

    private static int runs(TaskGraph graph, int task, Predicate<Stream> chosen) {
        return graph.seconds(task) > 0 && chosen.test(graph.stream(task)) ? 1 : 0;
    }

    /**
     * How long something takes that would take {@code work} seconds by itself, and goes at {@code rate} of its speed while
     * the streams work. Starts must not fall from call to call.
     */
    double secondsFor(double work, double start, double rate) {
        while (reached < count && until[reached] <= start) {
            reached++;
        }
        double now = start;
        double left = work;
        for (int i = reached; i < count; i++) {
            double free = Math.max(0, from[i] - now);
            if (left <= free) {
                return now + left - start;
            }
            left -= free;
            now += free;
            double done = (until[i] - now) * rate;
            if (left <= done) {
                return now + left / rate - start;
            }
            left -= done;
            now = until[i];
        }
        return now + left - start;
    }
}
