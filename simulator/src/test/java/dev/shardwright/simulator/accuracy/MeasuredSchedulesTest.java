package dev.shardwright.simulator.accuracy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shardwright.simulator.Simulator;
import dev.shardwright.simulator.TestJobs;
import dev.shardwright.simulator.job.TrainingJob;
import dev.shardwright.simulator.job.Workload;
import dev.shardwright.simulator.layout.Layout;
import dev.shardwright.simulator.schedule.PipelineSchedule;
import dev.shardwright.simulator.schedule.PipelineSchedule.Ending;
import dev.shardwright.simulator.schedule.Schedules;
import dev.shardwright.simulator.schedule.ZeroBubbleV;
import dev.shardwright.simulator.step.Detail;
import dev.shardwright.simulator.validation.MeasuredRunReader;
import dev.shardwright.simulator.validation.RunLine;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * Six schedules of one job that AMD measured: Llama 2 7B, 8 stages on 8 MI300X (Primus). The source states neither
 * sequence length nor batch, so that only speeds relative to 1F1B can be compared: sequences of 4,096 tokens, micro-batch
 * 1, and 24 to 40 micro-batches are assumed. The optimizer waits for all ranks.
 */
final class MeasuredSchedulesTest {
    private static final String ROWS = "primus-llama2-7b-mi300-";
    private static final int STAGES = 8;
    private static final double TARGET = 0.06;
    private static final double SAME = 0.01;

    @Test
    void relativeSpeedsOfSchedulesAreRight() {
        Map<String, Double> measured = measured();
        assertThat(measured).hasSize(6);
        for (int microBatches : List.of(24, 32, 40)) {
            Map<String, Double> predicted = predicted(measured.keySet().stream().toList(), microBatches);
            double sum = 0;
            for (String schedule : measured.keySet()) {
                double expected = measured.get(schedule) / measured.get("1f1b");
                sum += Math.abs(predicted.get("1f1b") / predicted.get(schedule) / expected - 1);
            }
            assertThat(sum / (measured.size() - 1))
                    .as("%d micro-batches", microBatches)
                    .isLessThan(TARGET);
        }
    }

    @Test
    void schedulesThatDifferStandInTheRightOrder() {
        Map<String, Double> measured = measured();
        Map<String, Double> predicted = predicted(measured.keySet().stream().toList(), 32);
        for (String one : measured.keySet()) {
            for (String other : measured.keySet()) {
                if (measured.get(one) > measured.get(other) * (1 + SAME)) {
                    assertThat(predicted.get(one)).as("%s beats %s", one, other).isLessThan(predicted.get(other));
                }
            }
        }
    }

    /** Tokens per second and device, of each schedule. */
    private static Map<String, Double> measured() {
        Map<String, Double> speeds = new LinkedHashMap<>();
        MeasuredRunReader.read(TestJobs.profiles().resolve("measured/moe-and-others.jsonl"), line -> {
            if (line.id().startsWith(ROWS) && line instanceof RunLine.Run row) {
                speeds.put(
                        line.id().substring(ROWS.length()), row.run().measured().tokensPerSecondPerGpu());
            }
        });
        return speeds;
    }

    /** Seconds of a step. */
    private static Map<String, Double> predicted(List<String> names, int microBatches) {
        Map<String, Double> times = new LinkedHashMap<>();
        for (String name : names) {
            PipelineSchedule schedule =
                    name.equals("zbv") ? new ZeroBubbleV(Ending.TOGETHER) : Schedules.parse(name, stages(name));
            Layout base = TestJobs.layout(1, STAGES, 1);
            Layout layout = new Layout(
                    base.degrees(), schedule, 1, base.sequenceParallel(), base.contextMethod(), base.memorySaving());
            TrainingJob job =
                    TestJobs.job("llama-2-7b", "mi300x-x8", "primus", new Workload(4096, microBatches), layout);
            times.put(name, Simulator.timeline(job, Detail.PASSES).step().value());
        }
        return times;
    }

    private static int stages(String name) {
        return name.equals("interleaved") ? 2 : 1;
    }
}
