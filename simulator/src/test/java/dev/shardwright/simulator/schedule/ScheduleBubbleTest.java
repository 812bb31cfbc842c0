package dev.shardwright.simulator.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.shardwright.simulator.schedule.PipelineSchedule.Ending;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Where a closed form says it is exact, the played order takes that time; elsewhere it is off by no more than it says. */
final class ScheduleBubbleTest {
    private static final int CASES = 1000;
    private static final double EXACT = 1e-9;
    private static final Predicate<RandomPipeline> ALWAYS = pipeline -> true;
    private static final Predicate<RandomPipeline> MANY =
            pipeline -> pipeline.microBatches() >= 2 * pipeline.ranks() - 1;

    static Stream<Arguments> exactForAnyTimes() {
        return Stream.of(
                Arguments.of(new Gpipe(), ALWAYS),
                Arguments.of(new OneForwardOneBackward(), ALWAYS),
                Arguments.of(new Interleaved(3), ALWAYS),
                Arguments.of(new Interleaved(2, 9), ALWAYS),
                Arguments.of(new Interleaved(2, 0, Interleaved.WarmUp.ONE_MORE), ALWAYS),
                Arguments.of(new BreadthFirst(3), ALWAYS),
                Arguments.of(new ZeroBubbleH1(), ALWAYS),
                Arguments.of(new ZeroBubbleH2(), MANY),
                Arguments.of(new ZeroBubbleH2(Ending.TOGETHER), MANY),
                Arguments.of(new ZeroBubbleV(), MANY),
                Arguments.of(new ZeroBubbleV(Ending.TOGETHER), MANY),
                Arguments.of(new DualPipe(), ALWAYS),
                Arguments.of(new DualPipeV(), ALWAYS));
    }

    @ParameterizedTest
    @MethodSource("exactForAnyTimes")
    void isExactForAnyTimes(PipelineSchedule schedule, Predicate<RandomPipeline> when) {
        for (RandomPipeline pipeline : RandomPipeline.some(CASES, schedule, 0.1, 1.1)) {
            if (when.test(pipeline)) {
                assertThat(pipeline.error()).as(pipeline.toString()).isCloseTo(0, within(EXACT));
            }
        }
    }

    static Stream<PipelineSchedule> exactForPassesOfOneLength() {
        return Stream.of(new ZeroBubbleH2(), new ZeroBubbleV(), new VHalf(), new VMin());
    }

    /** With any number of micro-batches, few ones too. */
    @ParameterizedTest
    @MethodSource("exactForPassesOfOneLength")
    void isExactForPassesOfOneLength(PipelineSchedule schedule) {
        for (RandomPipeline pipeline : RandomPipeline.some(CASES, schedule, 1, 1)) {
            assertThat(pipeline.error()).as(pipeline.toString()).isCloseTo(0, within(EXACT));
        }
    }

    /** Passes within 0.8 to 1.25 of each other: worst and mean error as a share of the step; docs/model/schedules. */
    static Stream<Arguments> errors() {
        return Stream.of(
                Arguments.of(new ZeroBubbleH2(), ALWAYS, 0.015, 0.001),
                Arguments.of(new ZeroBubbleH2(Ending.TOGETHER), ALWAYS, 0.11, 0.015),
                Arguments.of(new ZeroBubbleV(), ALWAYS, 0.08, 0.005),
                Arguments.of(new ZeroBubbleV(Ending.TOGETHER), ALWAYS, 0.13, 0.015),
                Arguments.of(new VHalf(), MANY, 0.06, 0.01),
                Arguments.of(new VMin(), MANY, 0.02, 0.001));
    }

    @ParameterizedTest
    @MethodSource("errors")
    void isNoFurtherOffThanItSays(
            PipelineSchedule schedule, Predicate<RandomPipeline> when, double worst, double mean) {
        double sum = 0;
        int count = 0;
        for (RandomPipeline pipeline : RandomPipeline.some(CASES, schedule, 0.8, 1.25)) {
            if (when.test(pipeline)) {
                double error = Math.abs(pipeline.error());
                assertThat(error).as(pipeline.toString()).isLessThanOrEqualTo(worst);
                sum += error;
                count++;
            }
        }
        assertThat(sum / count).isLessThanOrEqualTo(mean);
    }

    /** In the steady state one more micro-batch takes its work and no more. */
    @Test
    void asynchronousPipelineDoesNotIdle() {
        PipelineSchedule schedule = new PipelinedBackpropagation();
        for (RandomPipeline pipeline : RandomPipeline.some(CASES, schedule, 0.1, 1.1)) {
            int enough = 2 * pipeline.ranks();
            double more = PlayedOrder.of(schedule, pipeline.ranks(), enough + 10, pipeline.times())
                            .makespan()
                    - PlayedOrder.of(schedule, pipeline.ranks(), enough, pipeline.times())
                            .makespan();
            assertThat(more)
                    .as(pipeline.toString())
                    .isCloseTo(
                            10 * pipeline.times().total() + schedule.bubble(pipeline.ranks(), enough, pipeline.times()),
                            within(EXACT));
        }
    }

    /** Published comparison for passes of one length: R of 1F1B, R/3, 0, 0, R/2, 2R/3 and a little. */
    @Test
    void sharesOfTheBubbleOfOneForwardOneBackward() {
        for (int ranks = 2; ranks <= 32; ranks++) {
            int microBatches = 4 * ranks;
            double whole = 3.0 * (ranks - 1);
            assertThat(new ZeroBubbleH1().bubble(ranks, microBatches, PassTimes.EQUAL))
                    .isEqualTo(whole / 3);
            assertThat(new ZeroBubbleH2().bubble(ranks, microBatches, PassTimes.EQUAL))
                    .isZero();
            assertThat(new ZeroBubbleV().bubble(ranks, microBatches, PassTimes.EQUAL))
                    .isZero();
            assertThat(new VHalf().bubble(ranks, microBatches, PassTimes.EQUAL)).isBetween(whole / 2 - 0.5, whole / 2);
            assertThat(new VMin().bubble(ranks, microBatches, PassTimes.EQUAL))
                    .isBetween(2 * whole / 3 - 0.5, 2 * whole / 3 + 0.5);
        }
    }
}
