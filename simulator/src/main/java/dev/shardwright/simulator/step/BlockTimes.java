package dev.shardwright.simulator.step;

import dev.shardwright.simulator.cost.DeviceModel;
import dev.shardwright.simulator.hardware.Cluster;
import dev.shardwright.simulator.job.Numerics;
import dev.shardwright.simulator.model.Transformer;
import dev.shardwright.simulator.network.Network;
import dev.shardwright.simulator.operator.Recipe;
import dev.shardwright.simulator.operator.Shard;
import dev.shardwright.simulator.stack.SoftwareStack;
import dev.shardwright.simulator.unit.Seconds;

/** Time of one feed-forward block (dense or of experts) for one micro-batch, as layer benchmarks measure it. */
public record BlockTimes(Seconds forward, Seconds backward) {
    /** The first layer's block of {@code model} on one rank. */
    public static BlockTimes of(
            Transformer model, Cluster cluster, Shard shard, Numerics numerics, SoftwareStack stack) {
        CostBook costs = new CostBook(
                model,
                Recipe.of(numerics.precision(), stack),
                stack,
                new DeviceModel(
                        cluster.accelerator(), stack, numerics.precision().scaling()),
                new Network(cluster, stack.communication().efficiency()));
        return new BlockTimes(new Seconds(costs.block(shard, false)), new Seconds(costs.block(shard, true)));
    }
}
