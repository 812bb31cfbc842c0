package dev.shardwright.planner.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.shardwright.planner.planfile.JsonText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code simulate} with disturbances and failures. */
final class WhatIfCommandTest {
    private static final String JOB = "simulate --model llama-3-8b --cluster dgx-h100 --gpus 16 --sequence-length 4096"
            + " --global-batch 64 --tp 2 --pp 4 --zero 1 ";
    private static final String FAILURES =
            " --mtbf-per-gpu \"1000 h\" --checkpoint-time \"2 min\" --restart-time \"10 min\"";

    @TempDir
    private Path folder;

    private static JsonNode json(String options) {
        CommandRun run = CommandRun.of(JOB + options + " --format json");
        assertThat(run.err()).isEmpty();
        assertThat(run.status()).isZero();
        return JsonText.parse(run.out(), "output");
    }

    @Test
    void withoutQuestionsThereIsNoAnswer() {
        assertThat(json("").has("what_if")).isFalse();
        assertThat(json("").has("training_run")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--slow-rank 0=1.2",
                "--slow-rank 3=1.2",
                "--slow-link 1=2",
                "--communication-sms 10%",
                "--micro-batch-work 0.8,1.2",
                "--jitter 5%"
            })
    void aDisturbanceMakesTheStepLonger(String option) {
        JsonNode answer = json(option).get("what_if");
        JsonNode effect = answer.get("effects").get(0);
        assertThat(answer.get("effects")).hasSize(1);
        assertThat(effect.get("factor").asDouble()).isGreaterThan(1);
        assertThat(effect.get("factor").asDouble())
                .isCloseTo(
                        effect.get("step_s").asDouble()
                                / answer.get("undisturbed_s").asDouble(),
                        within(1e-4));
        assertThat(effect.get("step_low_s").asDouble())
                .isLessThanOrEqualTo(effect.get("step_high_s").asDouble());
        assertThat(effect.get("remark").asText()).isEmpty();
    }

    @Test
    void factorsOfOneChangeNothing() {
        JsonNode answer =
                json("--slow-rank 0=1,2=1 --slow-link 1=1 --micro-batch-work 1").get("what_if");
        assertThat(answer.get("effects")).hasSize(5);
        assertThat(answer.get("effects"))
                .allSatisfy(
                        effect -> assertThat(effect.get("factor").asDouble()).isEqualTo(1));
    }

    /** All ranks 1.5 times as slow: compute, which is nearly all of this step, takes 1.5 times as long. */
    @Test
    void allRanksSlowIsTheWholeStepSlow() {
        JsonNode answer = json("--slow-rank 0=1.5,1=1.5,2=1.5,3=1.5").get("what_if");
        double factor =
                answer.get("step_s").asDouble() / answer.get("undisturbed_s").asDouble();
        assertThat(factor).isBetween(1.4, 1.5);
    }

    @Test
    void severalAreShownEachAndTogether() {
        JsonNode effects = json("--slow-rank 1=1.3 --jitter 0.1 --communication-sms 0.05")
                .get("what_if")
                .get("effects");
        assertThat(effects).hasSize(4);
        double largest = 0;
        for (int i = 0; i < 3; i++) {
            largest = Math.max(largest, effects.get(i).get("step_s").asDouble());
        }
        assertThat(effects.get(3).get("cause").asText()).isEqualTo("all together");
        assertThat(effects.get(3).get("step_s").asDouble()).isGreaterThan(largest);
    }

    @Test
    void aSeedIsAlwaysTheSameChance() {
        String one = CommandRun.of(JOB + "--jitter 10% --seed 5 --format json").out();
        assertThat(CommandRun.of(JOB + "--jitter 10% --seed 5 --format json").out())
                .isEqualTo(one);
        assertThat(CommandRun.of(JOB + "--jitter 10% --seed 6 --format json").out())
                .isNotEqualTo(one);
    }

    @Test
    void workOfMicroBatchesMayStandInAFile() throws IOException {
        Path file = folder.resolve("work.txt");
        Files.writeString(file, "0.5\n1.5\n 1\n");
        JsonNode fromFile = json("--micro-batch-work " + file).get("what_if");
        assertThat(fromFile).isEqualTo(json("--micro-batch-work 0.5,1.5,1").get("what_if"));
    }

    @Test
    void aRunAddsUp() {
        JsonNode report = json("--tokens 1T" + FAILURES);
        JsonNode run = report.get("training_run");
        double step = run.get("step_s").asDouble();
        assertThat(step).isEqualTo(report.get("iteration_s").asDouble());
        double steps = Math.ceil(1e12 / (64 * 4096));
        assertThat(run.get("steps").asDouble()).isCloseTo(steps, within(1e-5 * steps));
        assertThat(run.get("mtbf_s").asDouble()).isEqualTo(1000 * 3600.0 / 16);
        double days = steps * step / run.get("goodput").asDouble() / 86_400;
        assertThat(run.get("days").asDouble()).isCloseTo(days, within(1e-4 * days));
        assertThat(run.get("gpu_hours").asDouble()).isCloseTo(days * 24 * 16, within(1e-4 * days * 24 * 16));
        assertThat(run.get("failures").asDouble())
                .isCloseTo(days * 86_400 / run.get("mtbf_s").asDouble(), within(1e-3 * days));
    }

    @Test
    void aRunOfDisturbedStepsTakesAsMuchLonger() {
        JsonNode report = json("--tokens 1T --slow-rank 2=2" + FAILURES);
        double factor =
                report.get("what_if").get("effects").get(0).get("factor").asDouble();
        assertThat(report.get("training_run").get("step_s").asDouble())
                .isCloseTo(report.get("iteration_s").asDouble() * factor, within(1e-4));
    }

    @Test
    void theBestIntervalIsTheDefault() {
        double best = json("--tokens 1T" + FAILURES)
                .get("training_run")
                .get("goodput")
                .asDouble();
        for (String interval : new String[] {"10 min", "1 h", "12 h"}) {
            double other = json("--tokens 1T --checkpoint-interval \"" + interval + "\"" + FAILURES)
                    .get("training_run")
                    .get("goodput")
                    .asDouble();
            assertThat(other).isLessThan(best);
        }
    }

    @Test
    void withoutFailuresAllTimeIsUseful() {
        CommandRun run = CommandRun.of(JOB + "--tokens 100B");
        assertThat(run.out())
                .contains("training run", "100 B", "days", "GPU hours")
                .doesNotContain("goodput");
        assertThat(json("--tokens 100B").get("training_run").get("goodput").asDouble())
                .isEqualTo(1);
    }

    @Test
    void isAsItIsKept() {
        CommandRun run = CommandRun.of(JOB + "--slow-rank 2=1.2 --slow-link 3=2 --micro-batch-work 0.9,1.1"
                + " --communication-sms 10% --jitter 5% --tokens 1.5T" + FAILURES);
        assertThat(run.status()).isZero();
        int start = run.out().indexOf("what if");
        Golden.assertEqual("what-if.txt", run.out().substring(start));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            --slow-rank 1=1e308           | --slow-rank = 1=1e308       | factors up to 1000000              |
            --jitter 1e300                | --jitter = 1e300            | 10 (1000%) or less                 |
            --slow-rank 4=1.2             | --slow-rank = 4=1.2         | ranks 0 to 3                       |
            --slow-rank -1=1.2            | --slow-rank = -1=1.2        | ranks 0 to 3                       |
            --slow-rank 1.2               | --slow-rank = 1.2           | a pipeline rank and a factor       |
            --slow-rank 0=0               | --slow-rank = 0=0           | factors above 0                    |
            --slow-rank x=2               | --slow-rank = x=2           | by its number                      |
            --slow-link 0=fast            | --slow-link = 0=fast        | factors on time                    |
            --slow-link 0=NaN             | --slow-link = 0=NaN         | factors above 0                    |
            --jitter lots                 | --jitter = lots             | a share such as 0.05 or 5%         |
            --jitter -5%                  | --jitter = -5%              | 0 or more                          |
            --jitter 5% --seed x          | --seed = x                  | whole number                       |
            --seed 3                      | --seed = 3                  | is the seed of --jitter            | add --jitter
            --communication-sms 100%      | --communication-sms = 100%  | below 1                            |
            --micro-batch-work 1,0        | --micro-batch-work = 1,0    | above 0                            |
            --micro-batch-work none.txt   | none.txt                    | cannot be read                     | Check the path
            --tokens many                 | --tokens = many             | such as 300B or 15T                |
            --tokens 0                    | --tokens = 0                | between 1 and 1e18                 |
            --mtbf "8 h"                  | --mtbf                      | not how long it is                 | Add --tokens
            --tokens 1T --mtbf "8 h"      | --checkpoint-time           | is missing                         | "2 min"
            --tokens 1T --restart-time 1h | --mtbf, --mtbf-per-gpu      | one of the two                     | For example
            --tokens 1T --mtbf "8 hours"  | --mtbf = 8 hours            | accepted units: s, ms, us, ns, min |
            --tokens 1T --mtbf 0h         | --mtbf = 0h                 | longer than nothing                |
            """)
    void whatCannotBeIsRefused(String options, String where, String rule, String suggestion) {
        CommandRun run = CommandRun.of(JOB + options);
        assertThat(run.status()).isEqualTo(ExitStatus.BAD_INPUT);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).startsWith("shardwright simulate: ").doesNotContain("\tat ", "Exception");
        assertThat(run.said()).contains(where, rule, suggestion == null ? "" : suggestion);
    }

    @Test
    void allProblemsAreToldAtOnce() {
        CommandRun run = CommandRun.of(JOB + "--slow-rank 9=1 --jitter x --tokens y --mtbf z");
        assertThat(run.said())
                .contains(
                        "--slow-rank = 9=1",
                        "--jitter = x",
                        "--tokens = y",
                        "--mtbf = z",
                        "--checkpoint-time: is missing")
                .doesNotContain("hardly ever");
    }

    @Test
    void aRunThatNeverEndsIsRefused() {
        CommandRun run = CommandRun.of(
                JOB + "--tokens 1T --mtbf 1s --checkpoint-time 1h --checkpoint-interval 1h --restart-time 1h");
        assertThat(run.status()).isEqualTo(ExitStatus.BAD_INPUT);
        assertThat(run.said()).contains("--mtbf = 1s", "would hardly ever reach the next checkpoint");
        CommandRun other = CommandRun.of(JOB + "--tokens 1T --mtbf 60s --checkpoint-time 8min --restart-time 1h");
        assertThat(other.status()).isEqualTo(ExitStatus.BAD_INPUT);
    }
}
