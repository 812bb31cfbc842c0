package dev.shardwright.simulator.layout;

import dev.shardwright.simulator.model.LayerGroup;
import dev.shardwright.simulator.model.Transformer;

/** The inner level of hierarchical context parallelism; docs/model/attention.md. */
public final class HierarchicalContext {
    private HierarchicalContext() {}

    /** Ranks that exchange heads: the most that divide the context ranks, fit a node and divide key/value heads. */
    public static int inside(int context, int tensor, int nodeDevices, int... keyValueHeads) {
        for (int ranks = Math.min(context, Math.max(1, nodeDevices / tensor)); ranks > 1; ranks--) {
            if (context % ranks == 0 && divides(ranks, tensor, keyValueHeads)) {
                return ranks;
            }
        }
        return 1;
    }

    /** Key/value heads of each group of layers. */
    public static int[] keyValueHeads(Transformer model) {
        return model.groups().stream()
                .map(LayerGroup::layer)
                .mapToInt(layer -> layer.attention().kvHeads())
                .toArray();
    }

    private static boolean divides(int ranks, int tensor, int... keyValueHeads) {
        for (int heads : keyValueHeads) {
            if (Math.max(1, heads / tensor) % ranks != 0) {
                return false;
            }
        }
        return true;
    }
}
