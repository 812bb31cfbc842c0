package dev.shardwright.simulator.catalog;

import static dev.shardwright.simulator.model.Normalization.LAYER_NORM;
import static dev.shardwright.simulator.model.Normalization.RMS_NORM;
import static dev.shardwright.simulator.model.SelfAttention.Trait.HEAD_NORM;
import static dev.shardwright.simulator.model.SelfAttention.Trait.ROTARY;
import static dev.shardwright.simulator.model.SelfAttention.Trait.SINKS;
import static dev.shardwright.simulator.model.SelfAttention.Trait.WIDTH_NORM;

import dev.shardwright.simulator.model.DenseFeedForward;
import dev.shardwright.simulator.model.DenseFeedForward.Activation;
import dev.shardwright.simulator.model.FeedForward;
import dev.shardwright.simulator.model.Layer;
import dev.shardwright.simulator.model.MixtureOfExperts;
import dev.shardwright.simulator.model.SelfAttention.Trait;
import dev.shardwright.simulator.model.Transformer;
import dev.shardwright.simulator.model.Vocabulary;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntFunction;

/** Mixtures of experts with ordinary attention. */
final class ExpertFamilies {
    private static final int GPT_OSS_HEAD_WIDTH = 64;
    private static final int GPT_OSS_PERIOD = 2;
    private static final int GROK_NORMS = 4;
    private static final List<String> LOCAL = List.of("num_local_experts", "num_experts");
    private static final List<String> EXPERTS = List.of("num_experts", "num_local_experts");

    private ExpertFamilies() {}

    static Transformer mixtral(ConfigKeys keys, String name) {
        return everyLayer(keys, name, Set.of(ROTARY), LOCAL);
    }

    static Transformer graniteMoe(ConfigKeys keys, String name) {
        return everyLayer(keys, name, Heads.traits(keys.flag(false, "attention_bias"), ROTARY), LOCAL);
    }

    /** OLMoE: norms over the whole width of queries and keys. */
    static Transformer olmoe(ConfigKeys keys, String name) {
        return everyLayer(keys, name, Heads.traits(keys.flag(false, "attention_bias"), ROTARY, WIDTH_NORM), EXPERTS);
    }

    private static Transformer everyLayer(ConfigKeys keys, String name, Set<Trait> traits, List<String> countNames) {
        Trunk trunk = Trunk.read(keys, name);
        Heads heads = Heads.grouped(keys, trunk.hidden());
        Windows windows = Windows.everywhere(keys, trunk.layers(), 0);
        MixtureOfExperts experts =
                FeedForwards.experts(keys, countNames, FeedForwards.gatedDense(keys), Optional.empty());
        return trunk.model(
                i -> new Layer(heads.attention(windows.of(i), traits), experts, 2), trunk.ownHead(keys), RMS_NORM);
    }

    /** Phi-3.5-MoE: layer norms, biases in attention and head. */
    static Transformer phiMoe(ConfigKeys keys, String name) {
        Trunk trunk = Trunk.read(keys, name);
        Heads heads = Heads.grouped(keys, trunk.hidden());
        Windows windows = Windows.everywhere(keys, trunk.layers(), 0);
        Set<Trait> traits = Heads.traits(keys.flag(false, "attention_bias"), ROTARY);
        MixtureOfExperts experts = FeedForwards.experts(keys, LOCAL, FeedForwards.gatedDense(keys), Optional.empty());
        Vocabulary vocabulary = keys.flag(false, "lm_head_bias")
                ? trunk.ownHead(keys, Vocabulary.Trait.HEAD_BIAS)
                : trunk.ownHead(keys);
        return trunk.model(i -> new Layer(heads.attention(windows.of(i), traits), experts, 2), vocabulary, LAYER_NORM);
    }

    /** MiniMax-M2: a score correction in the router, and prediction modules of some layers each. */
    static Transformer miniMaxM2(ConfigKeys keys, String name) {
        Trunk trunk = Trunk.read(keys, name);
        Heads heads = Heads.grouped(keys, trunk.hidden());
        if (!keys.text("qk_norm_type").orElse("per_layer").equals("per_layer")) {
            keys.problem("qk_norm_type", "is not supported.", "Supported: per_layer.");
        }
        Set<Trait> traits = keys.flag(true, "use_qk_norm") ? Set.of(ROTARY, WIDTH_NORM) : Set.of(ROTARY);
        MixtureOfExperts.Trait[] router = keys.flag(true, "use_routing_bias")
                ? new MixtureOfExperts.Trait[] {MixtureOfExperts.Trait.CORRECTION_BIAS}
                : new MixtureOfExperts.Trait[0];
        MixtureOfExperts experts =
                FeedForwards.experts(keys, LOCAL, FeedForwards.gatedDense(keys), Optional.empty(), router);
        int modules = keys.count(0, SizeLimit.LAYERS, "num_mtp_modules");
        int depth = keys.count(1, SizeLimit.LAYERS, "mtp_transformer_layers");
        if (depth > 1) {
            keys.problem("mtp_transformer_layers", "must be 1: deeper prediction modules are not supported.", "");
        }
        int predictions = keys.flag(false, "use_mtp") ? modules : 0;
        Layer layer = new Layer(heads.attention(0, traits), experts, 2);
        return trunk.model(i -> layer, trunk.ownHead(keys), RMS_NORM, predictions);
    }

    /** GPT-OSS: biases everywhere, sinks, a window in every second layer. */
    static Transformer gptOss(ConfigKeys keys, String name) {
        Trunk trunk = Trunk.read(keys, name);
        Heads heads = Heads.groupedOfWidth(keys, GPT_OSS_HEAD_WIDTH);
        Windows windows = Windows.interleaved(keys, trunk.layers(), GPT_OSS_PERIOD);
        Set<Trait> traits = Heads.traits(keys.flag(true, "attention_bias"), ROTARY, SINKS);
        DenseFeedForward expert = FeedForwards.gatedDense(keys, "intermediate_size", true);
        MixtureOfExperts experts =
                FeedForwards.experts(keys, LOCAL, expert, Optional.empty(), MixtureOfExperts.Trait.ROUTER_BIAS);
        return trunk.model(
                i -> new Layer(heads.attention(windows.of(i), traits), experts, 2), trunk.ownHead(keys), RMS_NORM);
    }

    /** Grok-1: norms before and behind each block, tied embeddings. */
    static Transformer grok1(ConfigKeys keys, String name) {
        Trunk trunk = Trunk.read(keys, name);
        Heads heads = Heads.grouped(keys, trunk.hidden());
        Activation activation = keys.has("hidden_act") ? FeedForwards.gated(keys) : Activation.GEGLU;
        DenseFeedForward expert =
                new DenseFeedForward(keys.size(SizeLimit.INNER, "intermediate_size"), activation, false);
        MixtureOfExperts experts = FeedForwards.experts(keys, EXPERTS, expert, Optional.empty());
        Layer layer = new Layer(heads.attention(0, Set.of(ROTARY)), experts, GROK_NORMS);
        return trunk.model(i -> layer, trunk.tiedHead(keys, 0), RMS_NORM);
    }

    /** Qwen2-MoE: a gated shared expert, biases on queries, keys and values. */
    static Transformer qwen2Moe(ConfigKeys keys, String name) {
        Trunk trunk = Trunk.read(keys, name);
        keys.ignore("attention_bias");
        Heads heads = Heads.grouped(keys, trunk.hidden());
        Windows windows = Windows.switched(keys, trunk.layers(), trunk.layers());
        Set<Trait> traits = Heads.inputBiasTraits(keys.flag(true, "qkv_bias"), ROTARY);
        DenseFeedForward expert = FeedForwards.gatedDense(keys, "moe_intermediate_size", false);
        DenseFeedForward shared = FeedForwards.gatedDense(keys, "shared_expert_intermediate_size", false);
        MixtureOfExperts experts =
                FeedForwards.experts(keys, EXPERTS, expert, Optional.of(shared), MixtureOfExperts.Trait.SHARED_GATE);
        IntFunction<FeedForward> block = sparse(keys, trunk, experts);
        return trunk.model(
                i -> new Layer(heads.attention(windows.of(i), traits), block.apply(i), 2),
                trunk.ownHead(keys),
                RMS_NORM);
    }

    static Transformer qwen3Moe(ConfigKeys keys, String name) {
        Trunk trunk = Trunk.read(keys, name);
        Heads heads = Heads.grouped(keys, trunk.hidden());
        Windows windows = Windows.switched(keys, trunk.layers(), 0);
        Set<Trait> traits = Heads.traits(keys.flag(false, "attention_bias"), ROTARY, HEAD_NORM);
        DenseFeedForward expert = FeedForwards.gatedDense(keys, "moe_intermediate_size", false);
        IntFunction<FeedForward> block =
                sparse(keys, trunk, FeedForwards.experts(keys, EXPERTS, expert, Optional.empty()));
        return trunk.model(
                i -> new Layer(heads.attention(windows.of(i), traits), block.apply(i), 2),
                trunk.ownHead(keys),
                RMS_NORM);
    }

    /** Qwen's rule for which layers hold experts: every decoder_sparse_step-th, except those of mlp_only_layers. */
    private static IntFunction<FeedForward> sparse(ConfigKeys keys, Trunk trunk, MixtureOfExperts experts) {
        int step = keys.sizeOr(1, SizeLimit.LAYERS, "decoder_sparse_step");
        Set<Integer> denseLayers = new HashSet<>(keys.numbers("mlp_only_layers").orElse(List.of()));
        if (denseLayers.stream().anyMatch(layer -> layer < 0 || layer >= trunk.layers())) {
            keys.problem("mlp_only_layers", "must hold layers from 0 to " + (trunk.layers() - 1) + ".", "");
        }
        if (step == 1 && denseLayers.isEmpty()) {
            return layer -> experts;
        }
        DenseFeedForward dense = FeedForwards.gatedDense(keys);
        return layer -> denseLayers.contains(layer) || (layer + 1) % step != 0 ? dense : experts;
    }
}
