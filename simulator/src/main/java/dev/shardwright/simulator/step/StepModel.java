package dev.shardwright.simulator.step;

import dev.shardwright.simulator.cost.DeviceModel;
import dev.shardwright.simulator.hardware.Cluster;
import dev.shardwright.simulator.job.Numerics;
import dev.shardwright.simulator.job.Workload;
import dev.shardwright.simulator.layout.ContextMethod;
import dev.shardwright.simulator.layout.HierarchicalContext;
import dev.shardwright.simulator.layout.Layout;
import dev.shardwright.simulator.layout.Offload;
import dev.shardwright.simulator.layout.Sharding;
import dev.shardwright.simulator.model.Transformer;
import dev.shardwright.simulator.network.Network;
import dev.shardwright.simulator.network.RankGrid;
import dev.shardwright.simulator.operator.Collective;
import dev.shardwright.simulator.operator.Recipe;
import dev.shardwright.simulator.operator.Shard;
import dev.shardwright.simulator.schedule.PassTimes;
import dev.shardwright.simulator.stack.Communication.HandOver;
import dev.shardwright.simulator.stack.Execution;
import dev.shardwright.simulator.stack.SoftwareStack;
import dev.shardwright.simulator.step.StepFigures.Part;
import java.util.Arrays;
import java.util.List;

/**
 * The closed form of one training step: costs of layers, summed to stages, put through the pipeline schedule, plus
 * data-parallel traffic, optimizer and overheads. Formulas in docs/model/step.md.
 */
public final class StepModel {
    private static final int ELEMENT = 2;

    private final Transformer model;
    private final Cluster cluster;
    private final Workload workload;
    private final SoftwareStack stack;
    private final Network network;
    private final CostBook costs;
    private final StagePartition partition;
    private final DataParallelCost dataParallel;
    private final StageMemory memory;
    private final StageCost[] stages;
    private final int[] keyValueHeads;

    public StepModel(Transformer model, Cluster cluster, Workload workload, Numerics numerics, SoftwareStack stack) {
        this.model = model;
        this.cluster = cluster;
        this.workload = workload;
        this.stack = stack;
        DeviceModel device = new DeviceModel(
                cluster.accelerator(), stack, numerics.precision().scaling());
        Recipe recipe = Recipe.of(numerics, stack);
        this.network = new Network(cluster, stack.communication().efficiency());
        this.costs = new CostBook(model, recipe, stack, device, network);
        this.partition = new StagePartition(model, stack.execution().split());
        this.dataParallel = new DataParallelCost(cluster, numerics, stack, network);
        this.memory = new StageMemory(model, cluster, numerics, stack);
        this.keyValueHeads = HierarchicalContext.keyValueHeads(model);
        this.stages = new StageCost[model.layers().size()];
        for (int i = 0; i < stages.length; i++) {
            stages[i] = new StageCost();
        }
    }

    /** Evaluates a legal layout into {@code figures}. */
    public void evaluate(Layout layout, StepFigures figures) {
        figures.clear();
        Shard shard = Shard.of(layout, workload, inside(layout));
        CostBook.Page page = costs.page(shard);
        int pipeline = layout.degrees().pipeline();
        List<StageShape> shapes = partition.stages(pipeline, layout.schedule().virtualStages());
        int microBatches =
                workload.globalBatch() / (layout.microBatch() * layout.degrees().data());
        RankGrid grid = new RankGrid(layout.degrees(), stack.execution().order());
        StageCost slowest = stages[0];
        double total = 0;
        for (int i = 0; i < shapes.size(); i++) {
            StageCost stage = stages[i];
            stage.fill(shapes.get(i), page, layout, stack.execution());
            if (layout.memorySaving().sharding().stage() == Sharding.Stage.PARAMETERS
                    || layout.memorySaving().offload() == Offload.PARAMETERS) {
                dataParallel.shardedTraffic(stage, layout, grid);
            }
            dataParallel.accumulation(stage, microBatches);
            slowest = stage.total() > slowest.total() ? stage : slowest;
            total += stage.shape.count() * stage.total();
        }
        pipelineTime(layout, grid, shard, microBatches, slowest, total, figures);
        stepEnd(layout, grid, shapes.size(), figures);
        overhead(microBatches, pipeline, figures);
        memory.peak(layout, shard, page, Arrays.asList(stages).subList(0, shapes.size()), microBatches, figures);
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

    /** Narayanan et al. 2021, section 2.2, with unequal stages: every stage once, then the slowest one m - 1 times. */
    private void pipelineTime(
            Layout layout,
            RankGrid grid,
            Shard shard,
            int microBatches,
            StageCost slowest,
            double total,
            StepFigures figures) {
        int pipeline = layout.degrees().pipeline();
        slowest.addTo(figures, microBatches);
        if (pipeline == 1) {
            return;
        }
        double hop = hop(shard, grid);
        double steady = 2.0 * hop * layout.schedule().handOversPerMicroBatch() * (microBatches - 1);
        double fill = 2.0 * hop * (pipeline - 1);
        figures.add(Part.PIPELINE, steady + fill);
        double others = (total - slowest.total()) / (pipeline - 1);
        figures.add(Part.BUBBLE, layout.schedule().bubble(pipeline, microBatches, new PassTimes(others, 0, 0, 0)));
    }

    /** Exposed time of handing one micro-batch's activations to the next stage. */
    private double hop(Shard shard, RankGrid grid) {
        int ways = stack.communication().handOver() == HandOver.WHOLE ? shard.sequenceWays() : shard.tensor();
        double bytes = ELEMENT * shard.tokens() * (double) model.hidden() / ways;
        int stride = grid.pipeline().stride();
        double seconds = network.seconds(Collective.SEND_RECEIVE, bytes, 2, stride);
        return seconds * (1 - stack.communication().overlap().pipeline());
    }

    /** Gradient reduction, optimizer and parameter gathering at the end of the step: the slowest stage's. */
    private void stepEnd(Layout layout, RankGrid grid, int distinct, StepFigures figures) {
        double worst = -1;
        double worstTraffic = 0;
        double worstUpdate = 0;
        for (int i = 0; i < distinct; i++) {
            double traffic = dataParallel.stepTraffic(stages[i], layout, grid);
            double update = dataParallel.update(stages[i], layout);
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
    private void overhead(int microBatches, int pipeline, StepFigures figures) {
        Execution.StepOverhead fixed = stack.execution().overhead();
        double busy = figures.iterationSeconds();
        double doublings = Math.log(Math.max(1, cluster.nodes() / (double) pipeline)) / Math.log(2);
        figures.add(
                Part.OVERHEAD,
                fixed.perStep().value() + microBatches * fixed.perMicroBatch().value());
        figures.add(Part.OVERHEAD, busy * fixed.stragglersPerDoubling() * doublings);
    }
}
