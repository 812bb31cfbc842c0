package dev.shardwright.planner.explain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shardwright.planner.Frames;
import dev.shardwright.planner.Planner;
import dev.shardwright.planner.plan.Plan;
import dev.shardwright.planner.plan.PlannedLayout;
import dev.shardwright.planner.plan.Remark;
import dev.shardwright.planner.request.Freedom;
import dev.shardwright.planner.request.JobFrame;
import dev.shardwright.planner.request.Knob;
import dev.shardwright.planner.request.Methods;
import dev.shardwright.planner.request.PlanningRequest;
import dev.shardwright.planner.request.Range;
import dev.shardwright.planner.solver.SearchMonitor;
import dev.shardwright.simulator.job.Workload;
import dev.shardwright.simulator.layout.Offload;
import dev.shardwright.simulator.layout.Recompute;
import dev.shardwright.simulator.report.Report;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is said when nothing fits, checked by doing what it says. */
final class RescueTest {
    private static final JobFrame SMALL = Frames.of("llama-3-70b", "dgx-h100", 8, new Workload(8192, 512));

    @Test
    void saysWhatComesClosestAndWhatItsMemoryHolds() {
        List<String> texts = refused(PlanningRequest.of(SMALL));
        assertThat(texts.get(0))
                .startsWith("Closest: tp 8, micro-batch 1, recompute full needs ")
                .contains(" of 79.2 GiB: optimizer ")
                .endsWith(" on stage 0.");
    }

    @Test
    void moreDevicesAreTheFewestDoublingsThatFit() {
        List<String> texts = refused(PlanningRequest.of(SMALL));
        assertThat(plan(PlanningRequest.of(SMALL.withDevices(16))).layouts()).isEmpty();
        Report best = first(plan(PlanningRequest.of(SMALL.withDevices(32))));
        assertThat(texts)
                .anySatisfy(text -> assertThat(text)
                        .startsWith("32 GPUs would fit: ")
                        .contains(Wording.seconds(best.iteration().value()) + " per step and "
                                + Wording.memory(best.memory())));
    }

    @Test
    void offloadingIsOfferedWhereItFits() {
        Freedom offloaded = Freedom.FULL.with(Methods.FREE.withOffload(Offload.OPTIMIZER));
        Report best = first(plan(PlanningRequest.of(SMALL).with(offloaded)));
        assertThat(refused(PlanningRequest.of(SMALL)))
                .anySatisfy(text -> assertThat(text)
                        .startsWith("Optimizer states in host memory (--offload optimizer) would fit: ")
                        .contains(Wording.memory(best.memory())));
    }

    @Test
    void liftedPinsAreOfferedOneByOne() {
        Freedom pins = Freedom.FULL
                .with(Knob.TENSOR, Range.exactly(1))
                .with(Knob.PIPELINE, Range.exactly(1))
                .with(Knob.ZERO, Range.exactly(0));
        List<String> texts = refused(PlanningRequest.of(Frames.main()).with(pins));
        for (Knob knob : List.of(Knob.TENSOR, Knob.PIPELINE, Knob.ZERO)) {
            Report best = first(plan(PlanningRequest.of(Frames.main()).with(pins.without(knob))));
            assertThat(texts)
                    .anySatisfy(text -> assertThat(text)
                            .startsWith("Without the pinned " + knob.label() + " ")
                            .contains(Wording.memory(best.memory())));
        }
    }

    @Test
    void recomputingIsOfferedWhenItWasPinnedAway() {
        Freedom pins = Freedom.FULL
                .with(Methods.FREE.withRecompute(List.of(new Recompute.None())))
                .with(Knob.MICRO_BATCH, Range.exactly(2))
                .with(Knob.CONTEXT, Range.exactly(1))
                .with(Knob.TENSOR, Range.exactly(2));
        assertThat(refused(PlanningRequest.of(Frames.main()).with(pins)))
                .anySatisfy(text -> assertThat(text)
                        .startsWith("Without the pinned recompute none it would fit: ")
                        .containsPattern(", recompute (full|layers:\\d+)"));
    }

    @Test
    void saysWhenEvenManyDevicesDoNotHelp() {
        Freedom pins = Freedom.FULL
                .with(Knob.TENSOR, Range.exactly(1))
                .with(Knob.PIPELINE, Range.exactly(1))
                .with(Knob.ZERO, Range.exactly(0));
        assertThat(refused(PlanningRequest.of(SMALL).with(pins)))
                .contains("Even 512 GPUs would not fit it with these choices.");
    }

    private static List<String> refused(PlanningRequest request) {
        Plan plan = plan(request);
        assertThat(plan.layouts()).isEmpty();
        assertThat(plan.remarks()).extracting(Remark::kind).containsOnly(Remark.Kind.WOULD_FIT);
        return plan.remarks().stream().map(Remark::text).toList();
    }

    private static Report first(Plan plan) {
        return plan.layouts().stream().map(PlannedLayout::report).findFirst().orElseThrow();
    }

    private static Plan plan(PlanningRequest request) {
        return Planner.plan(request, SearchMonitor.SILENT);
    }
}
