package dev.shardwright.planner.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.shardwright.planner.Frames;
import dev.shardwright.planner.Planner;
import dev.shardwright.planner.plan.Plan;
import dev.shardwright.planner.plan.PlannedLayout;
import dev.shardwright.planner.plan.Remark;
import dev.shardwright.planner.plan.SearchSummary;
import dev.shardwright.planner.request.Freedom;
import dev.shardwright.planner.request.JobFrame;
import dev.shardwright.planner.request.Knob;
import dev.shardwright.planner.request.PlanningRequest;
import dev.shardwright.planner.request.Range;
import dev.shardwright.planner.solver.SearchMonitor;
import dev.shardwright.simulator.job.TrainingJob;
import dev.shardwright.simulator.job.Workload;
import dev.shardwright.simulator.layout.Layout;
import dev.shardwright.simulator.layout.MemorySaving;
import dev.shardwright.simulator.layout.Recompute;
import dev.shardwright.simulator.problem.InvalidInputException;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** {@code plan --for}: what is found for a framework can be exported to it, whatever was asked. */
final class TargetSearchTest {
    private static final List<String> MODELS = List.of(
            "llama-3-8b", "llama-3-8b", "qwen3-8b", "qwen3-14b", "qwen3-30b-a3b", "mixtral-8x7b", "deepseek-v2-lite");
    private static final List<String> STACKS =
            List.of("megatron-core", "megatron-core", "torchtitan", "nanotron", "megatron-bridge");
    private static final int REQUESTS = 4;

    static Stream<Target> targets() {
        return Arrays.stream(Framework.values())
                .flatMap(framework -> framework.versions().stream().map(framework::at));
    }

    @ParameterizedTest
    @MethodSource("targets")
    void everyPlanForATargetIsExported(Target target) {
        Random random = new Random(target.label().hashCode());
        int exported = 0;
        for (int i = 0; i < REQUESTS; i++) {
            PlanningRequest request = request(random, target);
            for (PlannedLayout layout : layouts(request)) {
                assertThat(target.export(layout.job(), ExportContext.BARE))
                        .as(
                                "request %d for %s: %s",
                                i, target.label(), layout.job().layout())
                        .isNotEmpty();
                exported++;
            }
        }
        assertThat(exported).as("layouts found for " + target.label()).isPositive();
    }

    /** The search leans on it: where a job is refused without recomputation, no recomputation helps. */
    @ParameterizedTest
    @MethodSource("targets")
    void recomputationMakesNothingSayable(Target target) {
        RandomJobs random = new RandomJobs(target.label().hashCode());
        for (int i = 0; i < 400; i++) {
            TrainingJob job = random.next();
            if (target.refusals(job).isEmpty()) {
                Layout l = job.layout();
                MemorySaving bare = new MemorySaving(
                        new Recompute.None(),
                        l.memorySaving().sharding(),
                        l.memorySaving().offload());
                Layout same = new Layout(
                        l.degrees(), l.schedule(), l.microBatch(), l.sequenceParallel(), l.contextMethod(), bare);
                assertThat(target.refusals(JobFrame.of(job).with(same))).isEmpty();
            }
        }
    }

    /** None where nothing fits, or where the target can say nothing at all. */
    private static List<PlannedLayout> layouts(PlanningRequest request) {
        try {
            return Planner.plan(request, SearchMonitor.SILENT).layouts();
        } catch (InvalidInputException e) {
            assertThat(e.problems()).isNotEmpty();
            return List.of();
        }
    }

    private static PlanningRequest request(Random random, Target target) {
        int gpus = Frames.pick(random, 8, 8, 16);
        Workload workload =
                new Workload(Frames.pick(random, 2048, 4096, 8192, 32_768), gpus * Frames.pick(random, 2, 4));
        JobFrame frame = Frames.of(
                MODELS.get(random.nextInt(MODELS.size())),
                Frames.pick(random, "dgx-h100", "dgx-a100-80gb"),
                gpus,
                workload,
                STACKS.get(random.nextInt(STACKS.size())));
        return PlanningRequest.of(frame).with(Freedom.FULL.with(target));
    }

    @Test
    void theBestForATargetIsStillProven() {
        Plan plan = Planner.plan(
                PlanningRequest.of(Frames.main()).with(Freedom.FULL.with(Target.parse("--for", "megatron@0.12"))),
                SearchMonitor.SILENT);
        assertThat(plan.search().proof()).isEqualTo(SearchSummary.Proof.OPTIMAL);
    }

    @Test
    void whatATargetCannotSayIsDroppedWithItsReason() {
        JobFrame frame = Frames.of("qwen3-14b", "dgx-h100", 16, new Workload(4096, 64), "torchtitan");
        Freedom freedom = Freedom.FULL.with(Target.parse("--for", "torchtitan@0.2.2"));
        Plan plan = Planner.plan(PlanningRequest.of(frame).with(freedom), SearchMonitor.SILENT);
        assertThat(plan.layouts()).isNotEmpty();
        assertThat(plan.remarks())
                .filteredOn(remark -> remark.kind() == Remark.Kind.DROPPED)
                .extracting(Remark::text)
                .anyMatch(text -> text.contains("pp 2 dropped: torchtitan@0.2.2 refuses it: parallel.pipeline = 2: "
                        + "torchtitan 0.2.2 has no pipeline for qwen3."));
    }

    @Test
    void aPinThatTheTargetCannotSayIsAnErrorWithItsRule() {
        JobFrame frame = Frames.of("llama-3-8b", "dgx-h100", 8, new Workload(4096, 64), "torchtitan");
        Freedom freedom = Freedom.FULL
                .with(Target.parse("--for", "torchtitan"))
                .with(Knob.ZERO, Range.exactly(1))
                .with(Knob.TENSOR, Range.exactly(1))
                .with(Knob.PIPELINE, Range.exactly(1));
        assertThatThrownBy(() -> Planner.plan(PlanningRequest.of(frame).with(freedom), SearchMonitor.SILENT))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("--for torchtitan@main")
                .hasMessageContaining("The nearest: ZeRO stage");
    }

    @Test
    void anUnknownTargetIsNamedAsItWasTyped() {
        assertThatThrownBy(() -> Target.parse("--for", "megatron@0.3"))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("--for megatron@0.3")
                .hasMessageContaining("0.19");
    }
}
