package dev.shardwright.simulator.whatif;

import dev.shardwright.simulator.timeline.EventLoop;
import dev.shardwright.simulator.timeline.Stream;
import dev.shardwright.simulator.timeline.TaskGraph;
import dev.shardwright.simulator.timeline.Timeline;

/**
 * Communication kernels that take multiprocessors from compute: while any communication of a rank runs, its compute goes
 * at 1 - share of its rate. How long compute takes depends on when communication runs, and that on how long compute takes:
 * the step is played again with the durations that follow from the last time, until they hardly change.
 *
 * @param share of the multiprocessors that communication takes, from 0 to below 1
 */
public record Contention(double share) {
    /** The step has converged when no task moves by more than this share of it from round to round. */
    private static final double TOLERANCE = 1e-4;

    private static final int MOST_ROUNDS = 40;

    public Contention {
        if (!(share >= 0 && share < 1)) {
            throw new IllegalArgumentException("a share of multiprocessors is from 0 to below 1: " + share);
        }
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
        double change = share == 0 ? 0 : 1;
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

    /** How long each task takes beside the communication of a played step. */
    private double[] slowed(TaskGraph graph, Timeline played) {
        BusyTimes[] communication = BusyTimes.ofRanks(played, Contention::takesProcessors);
        double[] seconds = new double[graph.size()];
        for (int task = 0; task < graph.size(); task++) {
            seconds[task] = graph.seconds(task);
            if (graph.stream(task) == Stream.COMPUTE && seconds[task] > 0) {
                seconds[task] =
                        communication[graph.rank(task)].secondsFor(seconds[task], played.start(task), 1 - share);
            }
        }
        return seconds;
    }

    /** Copy engines move host copies; all other communication runs in kernels. */
    private static boolean takesProcessors(Stream stream) {
        return stream != Stream.COMPUTE && stream != Stream.HOST;
    }
}
