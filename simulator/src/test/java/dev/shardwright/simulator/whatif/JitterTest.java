package dev.shardwright.simulator.whatif;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.shardwright.simulator.timeline.EventLoop;
import dev.shardwright.simulator.timeline.TaskGraph;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class JitterTest {
    private static final int DRAWS = 200_000;

    @Test
    void hasMeanOneAndTheVariationAskedFor() {
        for (double variation : new double[] {0.02, 0.3, 1}) {
            Jitter jitter = new Jitter(variation, 11);
            double sum = 0;
            double squares = 0;
            for (int task = 0; task < DRAWS; task++) {
                double factor = jitter.factor(task);
                sum += factor;
                squares += factor * factor;
            }
            double mean = sum / DRAWS;
            // Five standard errors.
            assertThat(mean).isCloseTo(1, within(5 * variation / Math.sqrt(DRAWS)));
            assertThat(Math.sqrt(squares / DRAWS - mean * mean)).isCloseTo(variation, within(0.02 * variation));
        }
    }

    @Test
    void normalNumbersFollowTheirDistribution() {
        double[] drawn = new double[DRAWS];
        Arrays.setAll(drawn, place -> Chance.normal(5, place));
        Arrays.sort(drawn);
        double worst = 0;
        for (int i = 0; i < DRAWS; i++) {
            worst = Math.max(worst, Math.abs(NormalDistribution.cumulative(drawn[i]) - (i + 0.5) / DRAWS));
        }
        // Kolmogorov and Smirnov: 1.63 / sqrt(n) is exceeded by chance once in a hundred cases.
        assertThat(worst).isLessThan(1.63 / Math.sqrt(DRAWS));
    }

    /** Seed 0 is a fixed point of the mixer, so that its numbers are those of Java's own generator of that name. */
    @Test
    void bitsAreThoseOfSplitMix() {
        SplittableRandom java = new SplittableRandom(0);
        for (int place = 0; place < 100; place++) {
            assertThat(Chance.bits(0, place)).isEqualTo(java.nextLong());
        }
    }

    @Test
    void neighboursAndSeedsAreIndependent() {
        double tasks = 0;
        double seeds = 0;
        for (int i = 0; i < DRAWS; i++) {
            tasks += Chance.normal(3, i) * Chance.normal(3, i + 1);
            seeds += Chance.normal(i, 3) * Chance.normal(i + 1, 3);
        }
        assertThat(tasks / DRAWS).isCloseTo(0, within(5 / Math.sqrt(DRAWS)));
        assertThat(seeds / DRAWS).isCloseTo(0, within(5 / Math.sqrt(DRAWS)));
    }

    @Test
    void tasksOfAPassShareTheirChanceAndOthersDoNot() {
        TaskGraph graph = new MadeUpStep(3, 6, 0.1, 0.2).graph();
        Map<String, Set<Long>> places = new HashMap<>();
        for (int task = 0; task < graph.size(); task++) {
            String name = graph.work(task).name();
            boolean alone = name.equals("reduce");
            places.computeIfAbsent(
                            alone ? name + task : name + graph.rank(task) + "/" + graph.microBatch(task),
                            k -> new HashSet<>())
                    .add(Jitter.place(graph, task));
        }
        assertThat(places.values()).allSatisfy(same -> assertThat(same).hasSize(1));
        assertThat(new HashSet<>(places.values())).hasSameSizeAs(places.values());
    }

    @Test
    void theSameSeedIsTheSameStep() {
        TaskGraph graph = new MadeUpStep(3, 6, 0.1, 0.2).graph();
        Replicas replicas = new Replicas(8, new Jitter(0.1, 42));
        assertThat(replicas.play(graph, t -> t.makespan())).isEqualTo(replicas.play(graph, t -> t.makespan()));
        assertThat(new Replicas(8, new Jitter(0.1, 43))
                        .play(graph, t -> t.makespan())
                        .mean())
                .isNotEqualTo(replicas.play(graph, t -> t.makespan()).mean());
    }

    @Test
    void withoutVariationNothingIsLost() {
        TaskGraph graph = new MadeUpStep(3, 6, 0.1, 0.2).graph();
        Replicas.Spread spread = new Replicas(64, new Jitter(0, 1)).play(graph, t -> t.makespan());
        double step = EventLoop.play(graph).makespan().value();
        assertThat(spread.low().value()).isCloseTo(step, within(1e-9));
        assertThat(spread.high().value()).isCloseTo(step, within(1e-9));
    }

    /** The slowest of many, played one by one: 400 steps of 4, 16 and 64 replicas. */
    @Test
    void theSlowestOfManyIsAsSlowAsIfAllWerePlayed() {
        TaskGraph graph = new MadeUpStep(4, 16, 0.1, 0.2).graph();
        Replicas one = new Replicas(1, new Jitter(0.2, 8));
        long[] places = Replicas.places(graph);
        double undisturbed = EventLoop.play(graph).makespan().value();
        for (int count : new int[] {4, 16, 64}) {
            Replicas.Spread spread = new Replicas(count, new Jitter(0.2, 9)).play(graph, t -> t.makespan());
            double[] steps = new double[400];
            for (int i = 0; i < steps.length; i++) {
                for (int replica = 0; replica < count; replica++) {
                    TaskGraph drawn = one.draw(graph, places, i * count + replica);
                    steps[i] =
                            Math.max(steps[i], EventLoop.play(drawn).makespan().value());
                }
            }
            Arrays.sort(steps);
            double mean = Arrays.stream(steps).average().orElseThrow();
            double loss = mean - undisturbed;
            assertThat(spread.mean().value() - undisturbed).isCloseTo(loss, within(0.1 * loss));
            assertThat(spread.low().value()).isCloseTo(steps[20], within(0.15 * loss));
            assertThat(spread.high().value()).isCloseTo(steps[380], within(0.15 * loss));
        }
    }

    @Test
    void knowsTheNormalDistribution() {
        assertThat(NormalDistribution.cumulative(0)).isEqualTo(0.5);
        assertThat(NormalDistribution.cumulative(1.959963984540054)).isCloseTo(0.975, within(1e-12));
        assertThat(NormalDistribution.cumulative(-3)).isCloseTo(0.0013498980316300946, within(1e-15));
        assertThat(NormalDistribution.largestBelow(1, 0.5)).isCloseTo(0, within(1e-12));
        // Means of the largest of 2 and of 3: 1 / sqrt(pi) and 3 / (2 sqrt(pi)).
        assertThat(NormalDistribution.meanOfLargest(1)).isCloseTo(0, within(1e-9));
        assertThat(NormalDistribution.meanOfLargest(2)).isCloseTo(1 / Math.sqrt(Math.PI), within(1e-9));
        assertThat(NormalDistribution.meanOfLargest(3)).isCloseTo(1.5 / Math.sqrt(Math.PI), within(1e-9));
    }
}
