package dev.shardwright.simulator.catalog;

import static dev.shardwright.simulator.model.Normalization.RMS_NORM;
import static dev.shardwright.simulator.model.SelfAttention.Trait.HEAD_NORM;
import static dev.shardwright.simulator.model.SelfAttention.Trait.ROTARY;

import dev.shardwright.simulator.model.Attention;
import dev.shardwright.simulator.model.DenseFeedForward;
import dev.shardwright.simulator.model.FeedForward;
import dev.shardwright.simulator.model.LatentAttention;
import dev.shardwright.simulator.model.Layer;
import dev.shardwright.simulator.model.MixtureOfExperts;
import dev.shardwright.simulator.model.SelfAttention.Trait;
import dev.shardwright.simulator.model.Transformer;
import java.util.List;
import java.util.Set;
import java.util.function.IntFunction;

/** Mixtures whose first layers are dense and whose experts have shared ones beside them (DeepSeek-V2, section 2.2). */
final class DeepSeekFamilies {
    private static final String SCORE_CORRECTION = "noaux_tc";

    private DeepSeekFamilies() {}

    /** DeepSeekMoE of 2024: ordinary attention. */
    static Transformer deepSeek(ConfigKeys keys, String name) {
        Trunk trunk = Trunk.read(keys, name);
        Set<Trait> traits = Heads.traits(keys.flag(false, "attention_bias"), ROTARY);
        return mixture(keys, trunk, Heads.grouped(keys, trunk.hidden()).attention(0, traits), "greedy");
    }

    /** Ling 2.0: grouped heads with norms of queries and keys, under key names of its own. */
    static Transformer bailingMoe(ConfigKeys keys, String name) {
        Trunk trunk = Trunk.read(keys, name);
        if (keys.flag(false, "use_bias")) {
            keys.problem("use_bias", "must be false: biases in every map are not supported.", "");
        }
        boolean bias = keys.flag(false, "use_qkv_bias");
        Set<Trait> traits = keys.flag(true, "use_qk_norm")
                ? Heads.inputBiasTraits(bias, ROTARY, HEAD_NORM)
                : Heads.inputBiasTraits(bias, ROTARY);
        String method = keys.flag(true, "moe_router_enable_expert_bias") ? SCORE_CORRECTION : "greedy";
        Attention attention = Heads.grouped(keys, trunk.hidden()).attention(0, traits);
        return mixture(keys, trunk, attention, method, "num_experts", "num_shared_experts");
    }

    static Transformer deepSeekV2(ConfigKeys keys, String name) {
        return latent(keys, name, "greedy");
    }

    /** DeepSeek-V3, Kimi K2 and Moonlight. */
    static Transformer deepSeekV3(ConfigKeys keys, String name) {
        return latent(keys, name, SCORE_CORRECTION);
    }

    /** GLM-4.5: grouped heads, of which half the width turns with the position. */
    static Transformer glm4Moe(ConfigKeys keys, String name) {
        Trunk trunk = Trunk.read(keys, name);
        Heads heads = Heads.grouped(keys, trunk.hidden());
        boolean bias = keys.flag(false, "attention_bias");
        Set<Trait> traits = keys.flag(false, "use_qk_norm")
                ? Heads.inputBiasTraits(bias, ROTARY, HEAD_NORM)
                : Heads.inputBiasTraits(bias, ROTARY);
        return mixture(keys, trunk, heads.attention(0, traits), SCORE_CORRECTION);
    }

    /** dots.llm1: norms of queries and keys, a window only where layer_types says so. */
    static Transformer dots1(ConfigKeys keys, String name) {
        Trunk trunk = Trunk.read(keys, name);
        Heads heads = Heads.grouped(keys, trunk.hidden());
        Set<Trait> traits = Heads.traits(keys.flag(false, "attention_bias"), ROTARY, HEAD_NORM);
        return mixture(keys, trunk, heads.attention(0, traits), SCORE_CORRECTION);
    }

    private static Transformer latent(ConfigKeys keys, String name, String usualMethod) {
        Trunk trunk = Trunk.read(keys, name);
        keys.ignore("num_key_value_heads", "head_dim");
        int heads = keys.size(SizeLimit.HEADS, "num_attention_heads");
        LatentAttention.HeadWidths widths = new LatentAttention.HeadWidths(
                keys.size(SizeLimit.HEAD_WIDTH, "qk_nope_head_dim"),
                keys.size(SizeLimit.HEAD_WIDTH, "qk_rope_head_dim"),
                keys.size(SizeLimit.HEAD_WIDTH, "v_head_dim"));
        int queryRank = keys.count(0, SizeLimit.HIDDEN, "q_lora_rank");
        int keyValueRank = keys.size(SizeLimit.HIDDEN, "kv_lora_rank");
        Attention attention = new LatentAttention(heads, queryRank, keyValueRank, widths);
        return mixture(keys, trunk, attention, usualMethod);
    }

    private static Transformer mixture(ConfigKeys keys, Trunk trunk, Attention attention, String usualMethod) {
        return mixture(keys, trunk, attention, usualMethod, "n_routed_experts", "n_shared_experts");
    }

    private static Transformer mixture(
            ConfigKeys keys, Trunk trunk, Attention attention, String usualMethod, String experts, String shared) {
        IntFunction<FeedForward> block =
                blocks(keys, trunk, keys.text("topk_method").orElse(usualMethod), experts, shared);
        int predictions = keys.count(0, SizeLimit.LAYERS, "num_nextn_predict_layers");
        return trunk.model(i -> new Layer(attention, block.apply(i), 2), trunk.ownHead(keys), RMS_NORM, predictions);
    }

    private static IntFunction<FeedForward> blocks(
            ConfigKeys keys, Trunk trunk, String method, String count, String sharedCount) {
        if (!keys.has(count)) {
            DenseFeedForward everywhere = FeedForwards.gatedDense(keys);
            return layer -> everywhere;
        }
        int dense = keys.count(0, SizeLimit.LAYERS, "first_k_dense_replace");
        int period = keys.sizeOr(1, SizeLimit.LAYERS, "moe_layer_freq");
        DenseFeedForward expert = FeedForwards.gatedDense(keys, "moe_intermediate_size", false);
        MixtureOfExperts.Trait[] router = method.equals(SCORE_CORRECTION)
                ? new MixtureOfExperts.Trait[] {MixtureOfExperts.Trait.CORRECTION_BIAS}
                : new MixtureOfExperts.Trait[0];
        MixtureOfExperts experts = FeedForwards.experts(
                keys, List.of(count), expert, FeedForwards.shared(keys, expert, sharedCount), router);
        if (dense > trunk.layers()) {
            keys.problem("first_k_dense_replace", "must not exceed the layers (" + trunk.layers() + ").", "");
        }
        if (dense == 0 && period == 1) {
            return layer -> experts;
        }
        DenseFeedForward first = FeedForwards.gatedDense(keys);
        return layer -> layer >= dense && layer % period == 0 ? experts : first;
    }
}
