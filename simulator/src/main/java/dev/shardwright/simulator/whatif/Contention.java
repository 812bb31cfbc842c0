package dev.shardwright.simulator.whatif;

import dev.shardwright.simulator.timeline.EventLoop;
import dev.shardwright.simulator.timeline.Stream;
import dev.shardwright.simulator.timeline.TaskGraph;
import dev.shardwright.simulator.timeline.Timeline;
import java.util.Arrays;
import java.util.Set;
import java.util.function.Predicate;

/**
 * What a rank does at the same time slows each other. While any communication of a rank runs, its compute goes at 1 - share
 * of its rate, since collectives run on the same multiprocessors. While one stream sends through a rank's network card, the
 * others that do go at half of their rate. How long things take depends on when others run, and the other way round: the
 * step is played again with the durations that follow from the last time, until they hardly change.
 *
 * @param share of the multiprocessors that communication takes, from 0 to below 1
 * @param card streams that share a network card; none or one if they do not contend ({@link CardTraffic})
 */
public record Contention(double share, Set<Stream> card) {
    /** Two messages at a time, each at half the rate. */
    private static final double HALF = 0.5;

    /** The step has converged when no task moves by more than this share of it from round to round. */
    private static final double TOLERANCE = 1e-4;

    private static final int MOST_ROUNDS = 40;

    public Contention {
        if (!(share >= 0 && share < 1)) {
            throw new IllegalArgumentException("a share of multiprocessors is from 0 to below 1: " + share);
        }
        card = Set.copyOf(card);
    }

    /** Multiprocessors only. */
    public Contention(double share) {
        this(share, Set.of());
    }

    public boolean isNone() {
        return share == 0 && card.size() < 2;
    }

    /**
     * A step under contention.
     *
     * @param rounds how often it was played, the step without contention included
     * @param change by how much a task moved at most in the last round, as a share of the step
     */
    public record Outcome(Timeline timeline, int rounds, double change) {
        public boolean converged() {
            return change <= TOLERANCE;
        }
    }

    public Outcome play(TaskGraph graph) {
        Timeline timeline = EventLoop.play(graph);
        double change = isNone() ? 0 : 1;
        int rounds = 1;
        while (change > TOLERANCE && rounds < MOST_ROUNDS) {
            double[] seconds = slowed(graph, timeline);
            Timeline next = EventLoop.play(graph.with((same, task) -> seconds[task]));
            change = change(timeline, next);
            timeline = next;
            rounds++;
        }
        return new Outcome(timeline, rounds, change);
    }

    private static double change(Timeline before, Timeline after) {
        double most = 0;
        for (int task = 0; task < after.graph().size(); task++) {
            most = Math.max(most, Math.abs(after.end(task) - before.end(task)));
        }
        return most == 0 ? 0 : most / after.makespan().value();
    }

    /** How long each task takes beside the others of a played step. */
    private double[] slowed(TaskGraph graph, Timeline played) {
        double[] seconds = new double[graph.size()];
        Arrays.setAll(seconds, graph::seconds);
        slow(graph, played, Stream.COMPUTE, Contention::takesProcessors, 1 - share, seconds);
        for (Stream own : card) {
            slow(graph, played, own, other -> other != own && card.contains(other), HALF, seconds);
        }
        return seconds;
    }

    /** Tasks of one stream go at {@code rate} while any of the others works on their rank. */
    private static void slow(
            TaskGraph graph, Timeline played, Stream own, Predicate<Stream> others, double rate, double[] seconds) {
        BusyTimes[] busy = BusyTimes.ofRanks(played, others);
        for (int task = 0; task < graph.size(); task++) {
            if (graph.stream(task) == own && seconds[task] > 0) {
                seconds[task] = busy[graph.rank(task)].secondsFor(seconds[task], played.start(task), rate);
            }
        }
    }

    /** Copy engines move host copies; all other communication runs in kernels. */
    private static boolean takesProcessors(Stream stream) {
        return stream != Stream.COMPUTE && stream != Stream.HOST;
    }
}
