package dev.shardwright.planner.cli;

import dev.shardwright.planner.plan.Plan;
import dev.shardwright.planner.plan.PlannedLayout;
import dev.shardwright.planner.plan.Remark;
import dev.shardwright.planner.plan.SearchSummary;
import dev.shardwright.planner.request.JobFrame;
import dev.shardwright.simulator.catalog.Catalog;
import dev.shardwright.simulator.job.Numerics;
import dev.shardwright.simulator.job.Workload;
import dev.shardwright.simulator.layout.ContextMethod;
import dev.shardwright.simulator.layout.Layout;
import dev.shardwright.simulator.layout.MemorySaving;
import dev.shardwright.simulator.layout.ParallelDegrees;
import dev.shardwright.simulator.layout.Recompute;
import dev.shardwright.simulator.layout.SequenceParallel;
import dev.shardwright.simulator.memory.MemoryCategory;
import dev.shardwright.simulator.memory.MemoryLedger;
import dev.shardwright.simulator.memory.Verdict;
import dev.shardwright.simulator.report.Confidence;
import dev.shardwright.simulator.report.Interval;
import dev.shardwright.simulator.report.Report;
import dev.shardwright.simulator.report.StepTime;
import dev.shardwright.simulator.schedule.Interleaved;
import dev.shardwright.simulator.schedule.OneForwardOneBackward;
import dev.shardwright.simulator.schedule.PipelineSchedule;
import dev.shardwright.simulator.step.StepFigures.Part;
import dev.shardwright.simulator.unit.Bytes;
import dev.shardwright.simulator.unit.Flops;
import dev.shardwright.simulator.unit.Seconds;
import java.util.List;
import java.util.Map;

/** Reports with made-up figures, so that a better model of the hardware changes no golden text. */
final class SampleReports {
    private SampleReports() {}

    static JobFrame frame() {
        Catalog catalog = Catalog.shipped();
        return new JobFrame(
                catalog.models().model("llama-3-70b"),
                catalog.hardware().cluster("dgx-h100", 64),
                new Workload(8192, 512),
                Numerics.BF16_ADAM,
                catalog.stacks().stack("megatron-core"));
    }

    static Report interleaved() {
        return report(layout(4, 4, new Interleaved(5), new Recompute.None()), 56, 60.5);
    }

    static Report plain() {
        return report(layout(8, 4, new OneForwardOneBackward(), new Recompute.PerRank(3)), 57.5, 75.25);
    }

    static Plan plan() {
        return new Plan(
                List.of(new PlannedLayout(1, interleaved()), new PlannedLayout(2, plain())),
                new SearchSummary(34_412, 6_063, 1_234, SearchSummary.Proof.OPTIMAL),
                List.of(
                        new Remark(
                                Remark.Kind.WHY_FIRST, "The first beats the second by 2.7 % because of this and that."),
                        new Remark(Remark.Kind.DROPPED, "tp 16 dropped: the group leaves the node of 8 GPUs."),
                        new Remark(Remark.Kind.DROPPED, "pp 2 dropped: needs 98.7 GiB of 79.2 GiB.")));
    }

    private static Layout layout(int tensor, int pipeline, PipelineSchedule schedule, Recompute recompute) {
        return new Layout(
                ParallelDegrees.dense(tensor, pipeline, 64 / tensor / pipeline),
                schedule,
                1,
                SequenceParallel.ON,
                ContextMethod.RING,
                MemorySaving.of(recompute, 1));
    }

    private static Report report(Layout layout, double compute, double gibibytes) {
        Map<Part, Seconds> parts = Map.of(
                Part.COMPUTE, new Seconds(compute),
                Part.TENSOR, new Seconds(3),
                Part.BUBBLE, new Seconds(0.75),
                Part.OPTIMIZER, new Seconds(0.25));
        Bytes limit = Bytes.gibibytes(79.2);
        Map<MemoryCategory, Bytes> lines = Map.of(
                MemoryCategory.WEIGHTS, Bytes.gibibytes(10),
                MemoryCategory.ACTIVATIONS, Bytes.gibibytes(gibibytes - 13),
                MemoryCategory.CONTEXT, Bytes.gibibytes(3));
        MemoryLedger memory = new MemoryLedger(0, lines, limit, Verdict.of(Bytes.gibibytes(gibibytes), limit, 0.93));
        return new Report(
                frame().with(layout),
                new StepTime(parts),
                memory,
                memory.peak(),
                new Flops(2e18),
                new Confidence(
                        new Interval(0.9, 1.125, "made up"),
                        new Interval(0.8, 1.25, "made up too"),
                        new Interval(0.95, 1.05, "made up as well")));
    }
}
