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
import dev.shardwright.simulator.report.Explanation;
import dev.shardwright.simulator.report.Explanation.Cause;
import dev.shardwright.simulator.report.Interval;
import dev.shardwright.simulator.report.Report;
import dev.shardwright.simulator.report.StepTime;
import dev.shardwright.simulator.schedule.Interleaved;
import dev.shardwright.simulator.schedule.OneForwardOneBackward;
import dev.shardwright.simulator.schedule.PipelineSchedule;
import dev.shardwright.simulator.step.StepFigures.Part;
import dev.shardwright.simulator.timeline.Category;
import dev.shardwright.simulator.timeline.Stream;
import dev.shardwright.simulator.unit.Bytes;
import dev.shardwright.simulator.unit.Flops;
import dev.shardwright.simulator.unit.Seconds;
import java.util.EnumMap;
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

    static Explanation explanation() {
        Map<Category, Cause> causes = new EnumMap<>(Category.class);
        causes.put(Category.FORWARD, new Cause(new Seconds(4.31), new Seconds(10.5)));
        causes.put(Category.BACKWARD, new Cause(new Seconds(9.08), new Seconds(6.33)));
        causes.put(Category.TENSOR, new Cause(new Seconds(0.409), new Seconds(13.7)));
        causes.put(Category.DATA, new Cause(Seconds.ZERO, new Seconds(14.2)));
        causes.put(Category.OVERHEAD, new Cause(new Seconds(0.401), new Seconds(13.8)));
        return new Explanation(
                new Explanation.StepLength(new Seconds(14.2), new Seconds(14.25)),
                17_065,
                causes,
                List.of(
                        new Explanation.Beside(Stream.TENSOR, 0, new Seconds(2.33), new Seconds(0.414)),
                        new Explanation.Beside(Stream.DATA, 3, new Seconds(0.16), Seconds.ZERO)),
                List.of(
                        new Explanation.Idle(0, 0.104, 0.031),
                        new Explanation.Idle(1, 0.12, 0.042),
                        new Explanation.Idle(2, 0.119, 0.043),
                        new Explanation.Idle(3, 0.057, 0)),
                new Explanation.MemoryPeak(0, new Seconds(0.669), Bytes.gibibytes(61.5)));
    }
}
