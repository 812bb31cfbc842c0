package dev.shardwright.simulator.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.shardwright.simulator.Simulator;
import dev.shardwright.simulator.TestJobs;
import dev.shardwright.simulator.layout.Recompute;
import dev.shardwright.simulator.memory.MemoryCategory;
import dev.shardwright.simulator.report.Report;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What uneven routing and cut tokens do to any job. */
final class RoutingTest {
    private static final long SEED = 20261126;
    private static final int JOBS = 300;

    @ParameterizedTest
    @CsvSource({"1, Infinity, 8, 1", "1.3, Infinity, 8, 1.3", "1.3, 1.1, 8, 1.1", "1.3, 2, 8, 1.3", "1.3, 2, 1, 1"})
    void theFullestRankTakesWhatFits(double imbalance, double capacity, int ways, double load) {
        assertThat(new Routing(imbalance, capacity).load(ways)).isEqualTo(load);
    }

    @ParameterizedTest
    @CsvSource({"0.9, 1", "NaN, 1", "Infinity, 1", "1, 0", "1, -1", "1, NaN"})
    void refusesWhatCannotBe(double imbalance, double capacity) {
        assertThatIllegalArgumentException().isThrownBy(() -> new Routing(imbalance, capacity));
    }

    @Test
    void moreImbalanceIsNeverFasterNorSmaller() {
        int slower = 0;
        for (TrainingJob job : jobs()) {
            // Longer weight gradients hide more traffic there.
            if (job.stack().communication().overlap().tensor().besideGradients() > 0) {
                continue;
            }
            Report balanced = Simulator.simulate(job);
            Report some = Simulator.simulate(with(job, new Routing(1.1)));
            Report more = Simulator.simulate(with(job, new Routing(1.3)));
            String layout = job.layout().toString();
            assertThat(some.iteration()).as(layout).isGreaterThanOrEqualTo(balanced.iteration());
            assertThat(more.iteration()).as(layout).isGreaterThanOrEqualTo(some.iteration());
            assertThat(some.memory().peak())
                    .as(layout)
                    .isGreaterThanOrEqualTo(balanced.memory().peak());
            assertThat(more.memory().peak())
                    .as(layout)
                    .isGreaterThanOrEqualTo(some.memory().peak());
            boolean divided = job.layout().degrees().expert() > 1;
            assertThat(more.iteration().value() > balanced.iteration().value())
                    .as(layout)
                    .isEqualTo(divided);
            slower += divided ? 1 : 0;
        }
        assertThat(slower).as("jobs whose ranks hold different experts").isPositive();
    }

    /** On one stage that recomputes nothing, what is kept of routed tokens grows in step with them. */
    @Test
    void memoryOfExpertsGrowsWithTheirTokens() {
        for (TrainingJob job : jobs()) {
            boolean keepsAll = job.layout().memorySaving().recompute() instanceof Recompute.None;
            if (job.layout().degrees().pipeline() > 1 || !keepsAll) {
                continue;
            }
            double balanced = activations(job);
            double added = activations(with(job, new Routing(1.25))) - balanced;
            assertThat(activations(with(job, new Routing(1.5))) - balanced)
                    .as(job.layout().toString())
                    .isCloseTo(2 * added, within(1e-6 * balanced));
            assertThat(added).as(job.layout().toString()).isBetween(0.0, 0.25 * balanced);
        }
    }

    @Test
    void aCapacityOfOneBalances() {
        for (TrainingJob job : jobs()) {
            Report cut = Simulator.simulate(with(job, new Routing(1.5, 1)));
            Report balanced = Simulator.simulate(job);
            assertThat(cut.iteration()).as(job.layout().toString()).isEqualTo(balanced.iteration());
            assertThat(cut.memory()).as(job.layout().toString()).isEqualTo(balanced.memory());
        }
    }

    private static double activations(TrainingJob job) {
        return Simulator.simulate(job)
                .memory()
                .lines()
                .get(MemoryCategory.ACTIVATIONS)
                .value();
    }

    private static List<TrainingJob> jobs() {
        return TestJobs.random(SEED, JOBS).stream()
                .filter(job -> job.model().hasExperts())
                .toList();
    }

    private static TrainingJob with(TrainingJob job, Routing routing) {
        Workload workload = job.workload().withRouting(routing);
        return new TrainingJob(job.model(), job.cluster(), workload, job.layout(), job.numerics(), job.stack());
    }
}
