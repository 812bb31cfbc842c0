package dev.shardwright.simulator.step;

import dev.shardwright.simulator.layout.Layout;
import dev.shardwright.simulator.network.RankGrid;
import dev.shardwright.simulator.schedule.PassOrder;
import dev.shardwright.simulator.schedule.PassTimes;
import dev.shardwright.simulator.schedule.PipelineSchedule;
import dev.shardwright.simulator.stack.Execution;
import dev.shardwright.simulator.timeline.Category;
import dev.shardwright.simulator.timeline.TaskGraph;
import dev.shardwright.simulator.timeline.TaskGraphBuilder;
import dev.shardwright.simulator.timeline.Work;
import dev.shardwright.simulator.unit.Bytes;
import dev.shardwright.simulator.unit.Flops;
import dev.shardwright.simulator.unit.Seconds;
import java.util.ArrayList;
import java.util.List;

/** Turns the costs of a layout into the works and the traffic of a task graph. */
final class StepPlan {
    private final Setting setting;
    private final List<StageCost> ranks;
    private final List<int[]> groups;
    private final List<StageCost> holders = new ArrayList<>();
    private final Execution execution;
    private final Detail detail;

    /** @param ranks the cost of each pipeline rank */
    StepPlan(Setting setting, List<StageCost> ranks, StagePartition partition, Execution execution, Detail detail) {
        this.setting = setting;
        this.ranks = ranks;
        this.execution = execution;
        this.detail = detail;
        PipelineSchedule schedule = setting.layout().schedule();
        int stages = schedule.placement().stages(ranks.size(), schedule.virtualStages());
        this.groups = partition.groupsOfStages(stages);
        for (int stage = 0; stage < stages; stage++) {
            holders.add(ranks.get(schedule.placement().rank(stage, ranks.size(), false)));
        }
    }

    TaskGraph graph(CostBook costs, DataParallelCost data, PipelineCost pipeline, StageMemory memory) {
        TaskGraphBuilder graph = new TaskGraphBuilder(ranks.size());
        RankTraffic.HandOver handOver = handOver(pipeline);
        StagePlan plan = plan(graph, costs, data, memory, handOver, pipeline.bytes(setting.shard()));
        RankTraffic traffic = traffic(graph, costs, data, handOver);
        ReplicaWriter replicas = new ReplicaWriter(graph, plan, traffic, detail);
        PassWriter passes = new PassWriter(graph, plan, replicas);
        Layout layout = setting.layout();
        PassOrder order = layout.schedule()
                .order(ranks.size(), setting.microBatches(), times(handOver.blocking() + handOver.beside()));
        return new StepGraph(layout, order, plan, traffic, passes).build();
    }

    List<Bytes> alwaysUsed(StageMemory memory) {
        return ranks.stream()
                .map(rank -> Bytes.of(bytes(memory, rank).always()))
                .toList();
    }

    private StageMemory.RankBytes bytes(StageMemory memory, StageCost rank) {
        return memory.of(setting.layout(), setting.shard(), setting.page(), rank, setting.microBatches());
    }

    /** Mean times of a micro-batch on a rank. */
    private PassTimes times(double hop) {
        double forward = 0;
        double input = 0;
        double weights = 0;
        for (StageCost rank : ranks) {
            forward += rank.forward.total();
            input += rank.inputGradient();
            weights += rank.backward.weightGradient;
        }
        double count = ranks.size();
        return new PassTimes(forward / count, input / count, weights / count, hop);
    }

    private StagePlan plan(
            TaskGraphBuilder graph,
            CostBook costs,
            DataParallelCost data,
            StageMemory memory,
            RankTraffic.HandOver handOver,
            double bytes) {
        List<List<Unit>> units = StageUnits.of(
                setting,
                execution,
                data,
                groups,
                holders.stream().map(h -> h.shape).toList());
        Segments segments = new Segments(graph, costs.device());
        List<StagePlan.Stage> stages = new ArrayList<>();
        for (int stage = 0; stage < units.size(); stage++) {
            stages.add(stage(segments, stage, units.get(stage)));
        }
        List<StagePlan.Rank> plans = new ArrayList<>();
        for (StageCost rank : ranks) {
            plans.add(new StagePlan.Rank(bytes(memory, rank), optimizer(graph, data.update(rank, setting.layout()))));
        }
        return new StagePlan(stages, plans, sends(graph, handOver, bytes));
    }

    private StagePlan.Stage stage(Segments segments, int stage, List<Unit> units) {
        StageCost holder = holders.get(stage);
        double own = 0;
        for (Unit unit : units) {
            own += unit.cost().denseParameters + unit.cost().expertParameters;
        }
        double all = holder.denseParameters + holder.expertParameters;
        double share = all == 0 ? 1.0 / setting.layout().schedule().virtualStages() : own / all;
        List<Segment> list = detail == Detail.LAYERS && !units.isEmpty()
                ? segments.layers(units, holder.expertsWait)
                : List.of(segments.stage(
                        "stage " + stage,
                        units,
                        new Segments.Waits(
                                share * holder.forward.data, share * holder.backward.data, holder.expertsWait)));
        double kept = StageMemory.keptBy(setting.layout(), units, holder.shape.layers());
        return new StagePlan.Stage(list, kept, share);
    }

    private RankTraffic.HandOver handOver(PipelineCost pipeline) {
        if (ranks.size() == 1) {
            return new RankTraffic.HandOver(0, 0);
        }
        double all = pipeline.handOver(setting.shard(), setting.grid());
        double blocking =
                setting.layout().schedule().splitsBackward() ? 0 : pipeline.hop(setting.shard(), setting.grid());
        return new RankTraffic.HandOver(blocking, all - blocking);
    }

    private static StagePlan.Sends sends(TaskGraphBuilder graph, RankTraffic.HandOver handOver, double bytes) {
        Work.Amount amount = new Work.Amount(Flops.ZERO, Bytes.of(bytes));
        Seconds beside = new Seconds(handOver.beside());
        return new StagePlan.Sends(
                graph.work(Work.of("send activations", "pipeline", Category.PIPELINE, beside, amount)),
                graph.work(Work.of("send gradients", "pipeline", Category.PIPELINE, beside, amount)),
                graph.work(Work.of(
                        "exchange with neighbours",
                        "pipeline",
                        Category.PIPELINE,
                        new Seconds(handOver.blocking()),
                        amount)));
    }

    private static int optimizer(TaskGraphBuilder graph, double seconds) {
        return graph.work(
                Work.of("optimizer", "data-parallel", Category.OPTIMIZER, new Seconds(seconds), Work.Amount.NONE));
    }

    private RankTraffic traffic(
            TaskGraphBuilder graph, CostBook costs, DataParallelCost data, RankTraffic.HandOver handOver) {
        List<RankTraffic.Replicas> list = new ArrayList<>();
        for (StageCost rank : ranks) {
            list.add(replicas(rank, data));
        }
        var overlap = costs.stack().communication().overlap().data();
        return new RankTraffic(graph, list, handOver, new RankTraffic.Hidden(overlap.step(), overlap.sharded()));
    }

    private RankTraffic.Replicas replicas(StageCost rank, DataParallelCost data) {
        Layout layout = setting.layout();
        RankGrid grid = setting.grid();
        RankTraffic.Sharded sharded = DataParallelCost.everyMicroBatch(layout)
                ? data.sharded(rank, layout, grid, setting.microBatches())
                : RankTraffic.Sharded.NONE;
        return new RankTraffic.Replicas(
                data.reducing(rank, layout, grid), data.gathering(rank, layout, grid), sharded, data.volume(rank));
    }
}
