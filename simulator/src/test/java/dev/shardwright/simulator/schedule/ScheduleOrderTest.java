package dev.shardwright.simulator.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every schedule's order, played. */
final class ScheduleOrderTest {
    private static final int RANKS = 4;
    private static final int MICRO_BATCHES = 8;

    static java.util.stream.Stream<Arguments> byHand() {
        return java.util.stream.Stream.of(
                Arguments.of(new Gpipe(), 33),
                Arguments.of(new OneForwardOneBackward(), 33),
                Arguments.of(new Interleaved(2), 28.5),
                Arguments.of(new ZeroBubbleH1(), 27),
                Arguments.of(new ZeroBubbleH2(), 24),
                Arguments.of(new ZeroBubbleV(), 24),
                Arguments.of(new DualPipe(), 26),
                Arguments.of(new BreadthFirst(8), 25.125));
    }

    @ParameterizedTest
    @MethodSource("byHand")
    void stepTimesByHand(PipelineSchedule schedule, double expected) {
        double closed = 3 * MICRO_BATCHES + schedule.bubble(RANKS, MICRO_BATCHES, PassTimes.EQUAL);
        assertThat(closed).isEqualTo(expected);
        assertThat(PlayedOrder.of(schedule, RANKS, MICRO_BATCHES, PassTimes.EQUAL)
                        .step(schedule.ending()))
                .isCloseTo(expected, within(1e-12));
    }

    static java.util.stream.Stream<PipelineSchedule> schedules() {
        return Schedules.all(3).stream();
    }

    @ParameterizedTest
    @MethodSource("schedules")
    void ordersRun(PipelineSchedule schedule) {
        Random random = new Random(7);
        for (int i = 0; i < 300; i++) {
            int ranks = 1 + random.nextInt(9);
            int microBatches = 1 + random.nextInt(40);
            if (schedule.objection(ranks, microBatches).isPresent()) {
                continue;
            }
            PassTimes times =
                    new PassTimes(random.nextDouble(), random.nextDouble(), random.nextDouble(), random.nextDouble());
            PassOrder order = schedule.order(ranks, microBatches, times);
            String what = schedule.name() + " on " + ranks + " ranks with " + microBatches + " micro-batches";
            assertThat(order.faults()).as(what).isEmpty();
            PlayedOrder played = PlayedOrder.of(order, times.perStage(schedule.virtualStages()));
            for (int rank = 0; rank < ranks; rank++) {
                assertThat(played.busy(rank)).as(what).isCloseTo(microBatches * times.total(), within(1e-9));
                assertThat(played.held(rank) / (double) schedule.virtualStages())
                        .as(what + " rank " + rank)
                        .isLessThanOrEqualTo(schedule.activationsInFlight(ranks, rank, microBatches));
            }
        }
    }
}
