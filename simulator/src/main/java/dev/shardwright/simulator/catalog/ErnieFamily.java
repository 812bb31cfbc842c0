package dev.shardwright.simulator.catalog;

import static dev.shardwright.simulator.model.Normalization.RMS_NORM;
import static dev.shardwright.simulator.model.SelfAttention.Trait.ROTARY;

import dev.shardwright.simulator.model.DenseFeedForward;
import dev.shardwright.simulator.model.FeedForward;
import dev.shardwright.simulator.model.Layer;
import dev.shardwright.simulator.model.MixtureOfExperts;
import dev.shardwright.simulator.model.SelfAttention;
import dev.shardwright.simulator.model.Transformer;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;

/** ERNIE 4.5: experts in a range of layers, with shared ones beside them and a score correction in the router. */
final class ErnieFamily {
    private static final String LAST = "moe_layer_end_index";

    private ErnieFamily() {}

    static Transformer read(ConfigKeys keys, String name) {
        Trunk trunk = Trunk.read(keys, name);
        boolean bias = keys.flag(false, "use_bias");
        SelfAttention attention = Heads.grouped(keys, trunk.hidden()).attention(0, Heads.traits(bias, ROTARY));
        IntFunction<FeedForward> block = blocks(keys, trunk.layers(), bias);
        return trunk.model(i -> new Layer(attention, block.apply(i), 2), trunk.tiedHead(keys, 0), RMS_NORM);
    }

    private static IntFunction<FeedForward> blocks(ConfigKeys keys, int layers, boolean bias) {
        DenseFeedForward expert = FeedForwards.gatedDense(keys, "moe_intermediate_size", bias);
        Optional<DenseFeedForward> shared = FeedForwards.shared(keys, expert, "moe_num_shared_experts");
        MixtureOfExperts experts = FeedForwards.experts(
                keys, List.of("moe_num_experts"), expert, shared, MixtureOfExperts.Trait.CORRECTION_BIAS);
        DenseFeedForward dense = FeedForwards.gatedDense(keys, "intermediate_size", bias);
        int first = keys.count(0, SizeLimit.LAYERS, "moe_layer_start_index");
        int period = keys.sizeOr(1, SizeLimit.LAYERS, "moe_layer_interval");
        int last = last(keys, layers);
        return layer -> layer >= first && layer <= last && (layer + 1) % period == 0 ? experts : dense;
    }

    /** -1 stands for the last layer. */
    private static int last(ConfigKeys keys, int layers) {
        boolean open = keys.number(LAST).orElse(-1) == -1;
        return open ? layers - 1 : keys.count(layers - 1, SizeLimit.LAYERS, LAST);
    }
}
