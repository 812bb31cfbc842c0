package dev.shardwright.simulator.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Hand values with p = 4 stages, m = 8 micro-batches, forward 1 and backward 2 time units of a whole rank. */
final class PipelineScheduleTest {
    private static final int STAGES = 4;
    private static final int MICRO_BATCHES = 8;
    private static final PassTimes PASSES = PassTimes.EQUAL;

    @Test
    void stepTimesByHand() {
        assertThat(step(new Gpipe())).isEqualTo(33);
        assertThat(step(new OneForwardOneBackward())).isEqualTo(33);
        assertThat(step(new Interleaved(2))).isEqualTo(28.5);
    }

    @Test
    void micoBatchesInFlightByHand() {
        assertThat(new Gpipe().activationsInFlight(STAGES, 0, MICRO_BATCHES)).isEqualTo(8);
        assertThat(new OneForwardOneBackward().activationsInFlight(STAGES, 0, MICRO_BATCHES))
                .isEqualTo(4);
        assertThat(new OneForwardOneBackward().activationsInFlight(STAGES, 3, MICRO_BATCHES))
                .isEqualTo(1);
        // p (1 + (p - 1) / (p v)), Korthikanti et al. 2022, section 4.2.3
        assertThat(new Interleaved(2).activationsInFlight(STAGES, 0, MICRO_BATCHES))
                .isEqualTo(5.5);
    }

    private static double step(PipelineSchedule schedule) {
        return PASSES.total() * MICRO_BATCHES + schedule.bubble(STAGES, MICRO_BATCHES, PASSES);
    }
}
