package dev.shardwright.planner.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.shardwright.planner.Frames;
import dev.shardwright.planner.request.PlanningRequest;
import dev.shardwright.simulator.job.Workload;
import dev.shardwright.simulator.report.Report;
import java.util.List;
import org.junit.jupiter.api.Test;

final class SweepFigureTest {
    private static final PlanningRequest QUESTION =
            PlanningRequest.of(Frames.of("llama-3-8b", "dgx-h100", 8, new Workload(4096, 64)));

    /** 64 sequences of 4096 tokens in a step, on 8 devices at 3 dollars an hour. */
    @Test
    void figuresFollowFromTheStep() {
        Report report = new Sweep()
                .run(QUESTION, Axis.GPUS, List.of(8.0), SweepMonitor.SILENT)
                .get(0)
                .best()
                .orElseThrow();
        double step = report.iteration().value();
        double tokens = 64 * 4096 / step;
        assertThat(SweepFigure.STEP.value(report)).isEqualTo(step);
        assertThat(SweepFigure.TOKENS.value(report)).isCloseTo(tokens, within(1e-9 * tokens));
        double hours = 1e9 / tokens / 3600 * 8;
        assertThat(SweepFigure.GPU_HOURS.value(report)).isCloseTo(hours, within(1e-9 * hours));
        assertThat(SweepFigure.DOLLARS.value(report)).isCloseTo(3 * hours, within(1e-9 * hours));
    }

    @Test
    void hoursStandInForAnUnknownPrice() {
        assertThat(SweepFigure.of(3)).containsExactly(SweepFigure.STEP, SweepFigure.TOKENS, SweepFigure.DOLLARS);
        assertThat(SweepFigure.of(0)).containsExactly(SweepFigure.STEP, SweepFigure.TOKENS, SweepFigure.GPU_HOURS);
    }

    @Test
    void writesThreeDigitsAtLeast() {
        assertThat(SweepFigure.DOLLARS.text(0.5)).isEqualTo("0.50");
        assertThat(SweepFigure.DOLLARS.text(12.34)).isEqualTo("12.3");
        assertThat(SweepFigure.TOKENS.text(73_495.2)).isEqualTo("73,495");
    }
}
