package dev.shardwright.simulator.whatif;

import dev.shardwright.simulator.timeline.EventLoop;
import dev.shardwright.simulator.timeline.TaskGraph;
import dev.shardwright.simulator.timeline.Timeline;
import dev.shardwright.simulator.unit.Seconds;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * Data-parallel replicas whose passes vary by chance: a step ends with the slowest of them. One replica is played with
 * several seeds; its step, a sum of many passes, counts as normally distributed, from which that of the slowest
 * follows.
 */
public record Replicas(int count, Jitter jitter) {
    /** Tasks to play in all; a large graph is played less often. */
    private static final long TASKS = 8_000_000;

    private static final int FEWEST_PLAYS = 16;
    private static final int MOST_PLAYS = 100;
    private static final double LOW = 0.05;
    private static final double HIGH = 0.95;

    public Replicas {
        if (count < 1) {
            throw new IllegalArgumentException("there is at least one replica: " + count);
        }
    }

    /**
     * The step of a replica, and that of all together.
     *
     * @param plays how many seeds were played
     * @param low 5 % of the steps are shorter
     * @param high 5 % of the steps are longer
     */
    public record Spread(int plays, Seconds one, Seconds deviation, Seconds mean, Seconds low, Seconds high) {}

    String label() {
        return jitter.label() + (count > 1 ? ", slowest of " + count + " replicas" : "");
    }

    /** The spread of a step's length, which is that of its last end or as the caller reads it from the timeline. */
    public Spread play(TaskGraph graph, Function<Timeline, Seconds> length) {
        int plays = (int) Math.max(FEWEST_PLAYS, Math.min(MOST_PLAYS, TASKS / Math.max(1, graph.size())));
        long[] places = places(graph);
        double[] lengths = new double[plays];
        double sum = 0;
        for (int i = 0; i < plays; i++) {
            lengths[i] = length.apply(EventLoop.play(draw(graph, places, i))).value();
            sum += lengths[i];
        }
        double mean = sum / plays;
        double squares = 0;
        for (double one : lengths) {
            squares += (one - mean) * (one - mean);
        }
        double deviation = Math.sqrt(squares / (plays - 1));
        return new Spread(
                plays,
                new Seconds(mean),
                new Seconds(deviation),
                at(mean, deviation, NormalDistribution.meanOfLargest(count)),
                at(mean, deviation, NormalDistribution.largestBelow(count, LOW)),
                at(mean, deviation, NormalDistribution.largestBelow(count, HIGH)));
    }

    static long[] places(TaskGraph graph) {
        return IntStream.range(0, graph.size())
                .mapToLong(task -> Jitter.place(graph, task))
                .toArray();
    }

    /** One replica's tasks in one step. */
    TaskGraph draw(TaskGraph graph, long[] places, int number) {
        Jitter drawn = jitter.draw(number);
        return graph.with((same, task) -> same.seconds(task) * drawn.factor(places[task]));
    }

    private static Seconds at(double mean, double deviation, double deviations) {
        return new Seconds(Math.max(0, mean + deviation * deviations));
    }
}
