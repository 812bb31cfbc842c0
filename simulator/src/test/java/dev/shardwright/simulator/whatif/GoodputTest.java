package dev.shardwright.simulator.whatif;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.shardwright.simulator.TestJobs;
import dev.shardwright.simulator.job.TrainingJob;
import dev.shardwright.simulator.unit.Seconds;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class GoodputTest {
    private static final double MINUTE = 60;

    private static Reliability reliability(double betweenFailures, double checkpoint, double restart) {
        return new Reliability(
                new Seconds(betweenFailures * MINUTE), new Seconds(checkpoint * MINUTE), new Seconds(restart * MINUTE));
    }

    /** The intervals that Daly 2006 states under its figures 3 to 5: checkpoints of 5 and restarts of 10 minutes. */
    @ParameterizedTest
    @CsvSource({"1440, 117, 0.5", "360, 57, 0.5", "15, 9.1, 0.05"})
    void dalysIntervalIsThePublishedOne(double betweenFailures, double minutes, double rounding) {
        Seconds daly = reliability(betweenFailures, 5, 10).dalyInterval();
        assertThat(daly.value() / MINUTE).isCloseTo(minutes, within(rounding));
    }

    @ParameterizedTest
    @CsvSource({"1440, 5, 10", "360, 5, 10", "60, 5, 10", "10000, 1, 30", "30, 30, 1", "5, 60, 1"})
    void noIntervalIsBetterThanTheBest(double betweenFailures, double checkpoint, double restart) {
        Reliability reliability = reliability(betweenFailures, checkpoint, restart);
        Seconds best = reliability.bestInterval();
        double share = reliability.every(best).share() + 1e-14;
        for (double factor = 0.05; factor < 20; factor *= 1.05) {
            assertThat(reliability.every(best.times(factor)).share()).isLessThanOrEqualTo(share);
        }
        assertThat(reliability.every(reliability.youngInterval()).share()).isLessThanOrEqualTo(share);
        assertThat(reliability.every(reliability.dalyInterval()).share()).isLessThanOrEqualTo(share);
        assertThat(reliability.dalyInterval().value()).isCloseTo(best.value(), within(0.07 * best.value()));
    }

    /** Failures, checkpoints and restarts drawn one by one, over 40,000 segments. */
    @ParameterizedTest
    @CsvSource({
        "1440, 5, 10, 117",
        "360, 5, 10, 57",
        "60, 5, 10, 20",
        "15, 5, 10, 9.1",
        "60, 5, 0, 120",
        "90, 0, 30, 10"
    })
    void theShareIsThatOfARunDrawnByChance(double betweenFailures, double checkpoint, double restart, double interval) {
        Random random = new Random(20061);
        int segments = 40_000;
        double wall = 0;
        double failure = exponential(random, betweenFailures);
        for (int i = 0; i < segments; i++) {
            double left = interval + checkpoint;
            while (failure - wall < left) {
                wall = failure;
                failure = wall + exponential(random, betweenFailures);
                while (failure - wall < restart) {
                    wall = failure;
                    failure = wall + exponential(random, betweenFailures);
                }
                wall += restart;
            }
            wall += left;
        }
        double share = reliability(betweenFailures, checkpoint, restart)
                .every(new Seconds(interval * MINUTE))
                .share();
        assertThat(share).isCloseTo(segments * interval / wall, within(0.03 * share));
    }

    private static double exponential(Random random, double mean) {
        return -mean * Math.log(1 - random.nextDouble());
    }

    @Test
    void aJobOfManyDevicesFailsAsOftenAsAllOfThem() {
        Reliability one = Reliability.ofDevices(new Seconds(3.6e6), 1000, Seconds.ZERO, Seconds.ZERO);
        assertThat(one.betweenFailures()).isEqualTo(new Seconds(3600));
    }

    @Test
    void withHardlyAnyFailuresOnlyCheckpointsCost() {
        Goodput goodput = reliability(1e9, 1, 10).every(new Seconds(9 * MINUTE));
        assertThat(goodput.share()).isCloseTo(0.9, within(1e-6));
        assertThat(goodput.checkpointShare()).isCloseTo(0.1, within(1e-12));
    }

    @Test
    void moreFailuresOrDearerCheckpointsNeverHelp() {
        double before = 1;
        for (double betweenFailures = 10_000; betweenFailures > 1; betweenFailures /= 2) {
            Reliability reliability = reliability(betweenFailures, 2, 5);
            double share = reliability.every(reliability.bestInterval()).share();
            Reliability dearer = reliability(betweenFailures, 3, 5);
            assertThat(share).isLessThan(before);
            assertThat(dearer.every(dearer.bestInterval()).share()).isLessThan(share);
            before = share;
        }
    }

    @Test
    void aRunThatNeverEndsIsSaidToBeOne() {
        Goodput hopeless = reliability(1, 2000, 5).every(new Seconds(10));
        assertThat(hopeless.share()).isZero();
        assertThatThrownBy(() -> hopeless.wall(new Seconds(1))).hasMessageContaining("nothing is ever done");
    }

    @Test
    void aRunIsItsSteps() {
        TrainingJob job = TestJobs.llama(TestJobs.layout(2, 2, 2));
        Goodput goodput = reliability(1e12, 0, 0).every(new Seconds(1e6));
        double tokens = 1000.5 * job.workload().tokens();
        TrainingRun run = new TrainingRun(job, tokens, new Seconds(3.6), Optional.of(goodput));
        assertThat(run.steps()).isEqualTo(1001);
        assertThat(run.useful()).isEqualTo(new Seconds(1001 * 3.6));
        assertThat(run.deviceHours()).isCloseTo(1.001 * job.cluster().devices(), within(1e-6));
        assertThat(run.dollars()).isCloseTo(run.deviceHours() * job.cluster().dollarsPerDeviceHour(), within(1e-9));
        assertThat(run.failures()).isLessThan(1e-6);
    }
}
