package dev.shardwright.simulator.step;

import dev.shardwright.simulator.cost.DeviceModel;
import dev.shardwright.simulator.hardware.Cluster;
import dev.shardwright.simulator.job.Numerics;
import dev.shardwright.simulator.job.Workload;
import dev.shardwright.simulator.layout.ContextMethod;
import dev.shardwright.simulator.layout.HierarchicalContext;
import dev.shardwright.simulator.layout.Layout;
import dev.shardwright.simulator.memory.MemoryCategory;
import dev.shardwright.simulator.model.Transformer;
import dev.shardwright.simulator.network.Network;
import dev.shardwright.simulator.network.RankGrid;
import dev.shardwright.simulator.operator.Recipe;
import dev.shardwright.simulator.operator.Shard;
import dev.shardwright.simulator.stack.Execution;
import dev.shardwright.simulator.stack.SoftwareStack;
import dev.shardwright.simulator.step.StepFigures.Part;
import dev.shardwright.simulator.timeline.EventLoop;
import dev.shardwright.simulator.timeline.TaskGraph;
import dev.shardwright.simulator.unit.Bytes;
import dev.shardwright.simulator.unit.Seconds;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The closed form of one training step: costs of layers, summed to stages, put through the pipeline schedule, plus
 * data-parallel traffic, optimizer and overheads. Formulas in docs/model/step.md.
 */
public final class StepModel {
    private final Cluster cluster;
    private final Workload workload;
    private final SoftwareStack stack;
    private final CostBook costs;
    private final StagePartition partition;
    private final DataParallelCost dataParallel;
    private final StageMemory memory;
    private final PipelineCost pipeline;
    private final List<StageCost> stages = new ArrayList<>();
    private final int[] keyValueHeads;

    public StepModel(Transformer model, Cluster cluster, Workload workload, Numerics numerics, SoftwareStack stack) {
        this.cluster = cluster;
        this.workload = workload;
        this.stack = stack;
        DeviceModel device = new DeviceModel(
                cluster.accelerator(), stack, numerics.precision().scaling());
        Recipe recipe = Recipe.of(numerics, stack);
        Network network = new Network(cluster, stack.communication().efficiency());
        this.costs = new CostBook(model, recipe, stack, device, network);
        this.partition = new StagePartition(model, stack.execution().split());
        this.dataParallel = new DataParallelCost(model, cluster, numerics, stack, network);
        this.memory = new StageMemory(model, cluster, numerics, stack);
        this.keyValueHeads = HierarchicalContext.keyValueHeads(model);
        this.pipeline = new PipelineCost((double) numerics.precision().storageBytes() * model.hidden(), stack, network);
        model.layers().forEach(layer -> stages.add(new StageCost()));
    }

    /** Evaluates a legal layout into {@code figures}. */
    public void evaluate(Layout layout, StepFigures figures) {
        figures.clear();
        Setting setting = setting(layout);
        List<StageCost> ranks = fill(setting);
        pipeline.add(layout, ranks, pipeline.hop(setting.shard(), setting.grid()), setting.microBatches(), figures);
        stepEnd(layout, setting.grid(), ranks, figures);
        overhead(setting.microBatches(), layout.degrees().pipeline(), figures);
        memory.peak(layout, setting.shard(), setting.page(), ranks, setting.microBatches(), figures);
    }

    /** Peak bytes by category of every pipeline rank, in their order. */
    public List<Map<MemoryCategory, Bytes>> memory(Layout layout) {
        Setting setting = setting(layout);
        List<Map<MemoryCategory, Bytes>> ranks = new ArrayList<>();
        for (StageCost stage : fill(setting)) {
            var lines = memory.lines(layout, setting.shard(), setting.page(), stage, setting.microBatches());
            for (int i = 0; i < stage.shape.count(); i++) {
                ranks.add(lines);
            }
        }
        return ranks;
    }

    /** Plays a step of a legal layout event by event. Throws Deadlock if the schedule's order is impossible. */
    public StepTimeline timeline(Layout layout, Detail detail) {
        Setting setting = setting(layout);
        List<StageCost> ranks = new ArrayList<>();
        for (StageCost stage : fill(setting)) {
            for (int i = 0; i < stage.shape.count(); i++) {
                ranks.add(stage);
            }
        }
        StepPlan plan = new StepPlan(setting, ranks, partition, stack.execution(), detail);
        TaskGraph graph = plan.graph(costs, dataParallel, pipeline, memory);
        Execution.StepOverhead fixed = stack.execution().overhead();
        double perMicroBatch = setting.microBatches() * fixed.perMicroBatch().value();
        return new StepTimeline(
                EventLoop.play(graph),
                layout.schedule().ending(),
                new StepTimeline.Overhead(
                        fixed.perStep().plus(new Seconds(perMicroBatch)),
                        waiting(layout.degrees().pipeline())),
                plan.alwaysUsed(memory));
    }

    private Setting setting(Layout layout) {
        Shard shard = Shard.of(layout, workload, inside(layout));
        int microBatches =
                workload.globalBatch() / (layout.microBatch() * layout.degrees().data());
        RankGrid grid = new RankGrid(layout.degrees(), stack.execution().order());
        return new Setting(layout, shard, costs.page(shard), grid, microBatches);
    }

    private List<StageCost> fill(Setting setting) {
        Layout layout = setting.layout();
        List<StageShape> shapes = partition.stages(layout.degrees().pipeline(), layout.schedule());
        boolean sharded = DataParallelCost.everyMicroBatch(layout);
        for (int i = 0; i < shapes.size(); i++) {
            StageCost stage = stages.get(i);
            stage.fill(shapes.get(i), setting.page(), layout, stack.execution());
            if (sharded) {
                dataParallel.shardedTraffic(stage, layout, setting.grid(), setting.microBatches());
            }
            dataParallel.accumulation(
                    stage, setting.microBatches(), layout.schedule().weightCopies());
        }
        return stages.subList(0, shapes.size());
    }

    private int inside(Layout layout) {
        if (layout.contextMethod() != ContextMethod.HIERARCHICAL) {
            return 1;
        }
        return HierarchicalContext.inside(
                layout.degrees().context(),
                layout.degrees().tensor(),
                cluster.node().devices(),
                keyValueHeads);
    }

    /** Gradient reduction, optimizer and parameter gathering at the end of the step: the slowest stage's. */
    private void stepEnd(Layout layout, RankGrid grid, List<StageCost> ranks, StepFigures figures) {
        double worst = -1;
        double worstTraffic = 0;
        double worstUpdate = 0;
        for (StageCost rank : ranks) {
            double traffic = dataParallel.stepTraffic(rank, layout, grid);
            double update = dataParallel.update(rank, layout);
            if (traffic + update > worst) {
                worst = traffic + update;
                worstTraffic = traffic;
                worstUpdate = update;
            }
        }
        figures.add(Part.DATA, worstTraffic);
        figures.add(Part.OPTIMIZER, worstUpdate);
    }

    /** Fixed costs, and waiting for the slowest of the nodes that reduce the same gradients together. */
    private void overhead(int microBatches, int ranks, StepFigures figures) {
        Execution.StepOverhead fixed = stack.execution().overhead();
        double busy = figures.iterationSeconds();
        figures.add(
                Part.OVERHEAD,
                fixed.perStep().value() + microBatches * fixed.perMicroBatch().value());
        figures.add(Part.OVERHEAD, busy * waiting(ranks));
    }

    /** Share of a step that is lost to waiting for the slowest of the nodes that hold the same stage. */
    private double waiting(int ranks) {
        double doublings = Math.log(Math.max(1, cluster.nodes() / (double) ranks)) / Math.log(2);
        return stack.execution().overhead().stragglersPerDoubling() * doublings;
    }
}
