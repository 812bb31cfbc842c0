package dev.shardwright.simulator.step;

import dev.shardwright.simulator.layout.Layout;
import dev.shardwright.simulator.network.RankGrid;
import dev.shardwright.simulator.operator.Shard;

/** A layout and what follows from it at once. */
record Setting(Layout layout, Shard shard, CostBook.Page page, RankGrid grid, int microBatches) {}
