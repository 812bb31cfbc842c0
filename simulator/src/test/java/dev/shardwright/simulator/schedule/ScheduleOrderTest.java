package dev.shardwright.simulator.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.shardwright.simulator.schedule.PipelineSchedule.Ending;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every schedule's order, played pass by pass, against what the schedule says of it in closed form. */
final class ScheduleOrderTest {
    private static final int RANKS = 4;
    private static final int MICRO_BATCHES = 8;
    private static final int CASES = 300;
    private static final double EXACT = 1e-9;

    static Stream<Arguments> byHand() {
        return Stream.of(
                Arguments.of(new Gpipe(), 33),
                Arguments.of(new OneForwardOneBackward(), 33),
                Arguments.of(new Interleaved(2), 28.5),
                Arguments.of(new ZeroBubbleH1(), 27),
                Arguments.of(new ZeroBubbleH2(), 24),
                Arguments.of(new ZeroBubbleH2(Ending.TOGETHER), 27),
                Arguments.of(new ZeroBubbleV(), 24),
                Arguments.of(new ZeroBubbleV(Ending.TOGETHER), 25.5),
                Arguments.of(new VHalf(), 28.5),
                Arguments.of(new VMin(), 29.5),
                Arguments.of(new DualPipe(), 26),
                Arguments.of(new DualPipeV(), 27),
                Arguments.of(new BreadthFirst(8), 25.125));
    }

    /** p = 4, m = 8, forward 1, input and weight gradient 1 each. */
    @ParameterizedTest
    @MethodSource("byHand")
    void stepTimesByHand(PipelineSchedule schedule, double expected) {
        double closed = 3 * MICRO_BATCHES + schedule.bubble(RANKS, MICRO_BATCHES, PassTimes.EQUAL);
        assertThat(closed).isCloseTo(expected, within(EXACT));
        assertThat(PlayedOrder.of(schedule, RANKS, MICRO_BATCHES, PassTimes.EQUAL)
                        .step(schedule.ending()))
                .isCloseTo(expected, within(EXACT));
    }

    static Stream<Arguments> inFlightByHand() {
        return Stream.of(
                Arguments.of(new Gpipe(), 8, 8),
                Arguments.of(new OneForwardOneBackward(), 4, 1),
                Arguments.of(new Interleaved(2), 5.5, 2.5),
                Arguments.of(new ZeroBubbleH1(), 4, 4),
                Arguments.of(new ZeroBubbleH2(), 7, 7),
                Arguments.of(new ZeroBubbleV(), 4, 4),
                Arguments.of(new VHalf(), 3, 3),
                Arguments.of(new VMin(), 2, 2),
                Arguments.of(new DualPipe(), 5, 5),
                Arguments.of(new DualPipeV(), 4.5, 4.5),
                Arguments.of(new BreadthFirst(8), 8, 8),
                Arguments.of(new PipelinedBackpropagation(), 7, 1));
    }

    /** p = 4, m = 8, first and last rank, in micro-batches through all layers of a rank. */
    @ParameterizedTest
    @MethodSource("inFlightByHand")
    void activationsInFlightByHand(PipelineSchedule schedule, double first, double last) {
        assertThat(schedule.activationsInFlight(RANKS, 0, MICRO_BATCHES)).isEqualTo(first);
        assertThat(schedule.activationsInFlight(RANKS, RANKS - 1, MICRO_BATCHES))
                .isEqualTo(last);
    }

    static Stream<PipelineSchedule> schedules() {
        List<PipelineSchedule> schedules = new ArrayList<>(Schedules.all(3));
        schedules.add(new Interleaved(2, 0, Interleaved.WarmUp.ONE_MORE));
        schedules.add(new Interleaved(2, 9));
        schedules.add(new ZeroBubbleH2(Ending.TOGETHER));
        schedules.add(new ZeroBubbleV(Ending.TOGETHER));
        return schedules.stream();
    }

    @ParameterizedTest
    @MethodSource("schedules")
    void everyOrderRunsAndDoesAllWorkOnce(PipelineSchedule schedule) {
        for (RandomPipeline pipeline : RandomPipeline.some(CASES, schedule, 0.1, 1.1)) {
            PassOrder order = pipeline.order();
            assertThat(order.faults()).as(pipeline.toString()).isEmpty();
            PlayedOrder played = pipeline.played();
            for (int rank = 0; rank < pipeline.ranks(); rank++) {
                assertThat(played.busy(rank))
                        .as(pipeline.toString())
                        .isCloseTo(pipeline.microBatches() * pipeline.times().total(), within(EXACT));
            }
        }
    }

    /** Exact on every rank; the schedules that place weight gradients by the times hold no more than they say. */
    @ParameterizedTest
    @MethodSource("schedules")
    void activationsInFlightAreThoseOfTheOrder(PipelineSchedule schedule) {
        boolean fits = schedule instanceof VHalf || schedule instanceof VMin;
        for (RandomPipeline pipeline : RandomPipeline.some(CASES, schedule, 0.1, 1.1)) {
            PlayedOrder played = pipeline.played();
            int enough = schedule.placement() == Placement.WAVE ? 2 * pipeline.ranks() - 1 : 1;
            for (int rank = 0; rank < pipeline.ranks(); rank++) {
                double held = played.held(rank) / (double) schedule.virtualStages();
                double closed = schedule.activationsInFlight(pipeline.ranks(), rank, pipeline.microBatches());
                if (fits || pipeline.microBatches() < enough) {
                    assertThat(held).as(pipeline + " rank " + rank).isLessThanOrEqualTo(closed);
                } else {
                    assertThat(held).as(pipeline + " rank " + rank).isEqualTo(closed);
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("schedules")
    void someRankFillsTheMemoryOfSchedulesThatFit(PipelineSchedule schedule) {
        int microBatches = 40;
        for (int ranks = 2; ranks <= 12; ranks++) {
            if (schedule.objection(ranks, microBatches).isEmpty()) {
                PlayedOrder played = PlayedOrder.of(schedule, ranks, microBatches, PassTimes.EQUAL);
                double held = 0;
                double closed = 0;
                for (int rank = 0; rank < ranks; rank++) {
                    held = Math.max(held, played.held(rank) / (double) schedule.virtualStages());
                    closed = Math.max(closed, schedule.activationsInFlight(ranks, rank, microBatches));
                }
                assertThat(held).as(schedule + " on " + ranks).isEqualTo(closed);
            }
        }
    }

    /** The short rules of the two schedules that repeat a block, against the block. */
    @Test
    void rulesOfMemoryAreThoseOfTheBlocks() {
        for (int ranks = 1; ranks < 40; ranks++) {
            for (int rank = 0; rank < ranks; rank++) {
                assertThat(new VHalf().activationsInFlight(ranks, rank, 1000))
                        .isEqualTo(BuildingBlock.half(ranks).held(rank) / 2.0);
                assertThat(new VMin().activationsInFlight(ranks, rank, 1000))
                        .isEqualTo(BuildingBlock.shortest(ranks).held(rank) / 2.0);
            }
        }
    }

    @Test
    void ordersAreTheSameForever() {
        Random random = new Random(3);
        PassTimes times = new PassTimes(random.nextDouble(), random.nextDouble(), random.nextDouble(), 0.1);
        assertThat(labels(new VHalf().order(5, 9, times))).isEqualTo(labels(new VHalf().order(5, 9, times)));
    }

    private static List<String> labels(PassOrder order) {
        List<String> labels = new ArrayList<>();
        for (int rank = 0; rank < order.ranks(); rank++) {
            for (int i = 0; i < order.passes(rank); i++) {
                labels.add(order.label(rank, i));
            }
        }
        return labels;
    }
}
