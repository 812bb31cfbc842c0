package dev.shardwright.simulator.catalog;

import static dev.shardwright.simulator.model.Normalization.RMS_NORM;
import static dev.shardwright.simulator.model.SelfAttention.Trait.HEAD_NORM;
import static dev.shardwright.simulator.model.SelfAttention.Trait.QKV_BIAS;
import static dev.shardwright.simulator.model.SelfAttention.Trait.ROTARY;

import dev.shardwright.simulator.model.DenseFeedForward;
import dev.shardwright.simulator.model.DenseFeedForward.Activation;
import dev.shardwright.simulator.model.Layer;
import dev.shardwright.simulator.model.SelfAttention.Trait;
import dev.shardwright.simulator.model.Transformer;
import java.util.Set;

/** Gemma and GLM-4: gated blocks, wide heads, and from Gemma 2 on norms before and behind each block. */
final class GemmaFamilies {
    private static final int SANDWICH_NORMS = 4;
    private static final int GEMMA_HEAD_WIDTH = 256;
    private static final int GLM_HEAD_WIDTH = 128;
    private static final int GEMMA2_PERIOD = 2;
    private static final int GEMMA3_PERIOD = 6;

    /** Gemma 3 files leave out what equals the defaults of their class. */
    private static final Heads GEMMA3_HEADS = new Heads(8, 4, GEMMA_HEAD_WIDTH);

    private static final int GEMMA3_VOCABULARY = 262_208;

    private GemmaFamilies() {}

    static Transformer gemma(ConfigKeys keys, String name) {
        Trunk trunk = Trunk.read(keys, name);
        Heads heads = Heads.groupedOfWidth(keys, GEMMA_HEAD_WIDTH);
        Layer layer = new Layer(heads.attention(0, traits(keys)), block(keys), 2);
        return trunk.model(i -> layer, trunk.tiedHead(keys, 0), RMS_NORM);
    }

    static Transformer gemma2(ConfigKeys keys, String name) {
        Trunk trunk = Trunk.read(keys, name);
        Heads heads = Heads.groupedOfWidth(keys, GEMMA_HEAD_WIDTH);
        Windows windows = Windows.interleaved(keys, trunk.layers(), GEMMA2_PERIOD);
        return sandwich(keys, trunk, heads, windows, traits(keys));
    }

    static Transformer gemma3(ConfigKeys keys, String name) {
        int vocabulary = keys.sizeOr(GEMMA3_VOCABULARY, SizeLimit.VOCABULARY, "vocab_size");
        int hidden = keys.size(SizeLimit.HIDDEN, "hidden_size");
        Trunk trunk = new Trunk(name, hidden, keys.size(SizeLimit.LAYERS, "num_hidden_layers"), vocabulary);
        String periodName = keys.has("sliding_window_pattern") ? "sliding_window_pattern" : "_sliding_window_pattern";
        int period = keys.sizeOr(GEMMA3_PERIOD, SizeLimit.LAYERS, periodName);
        keys.ignore("sliding_window_pattern", "_sliding_window_pattern");
        Windows windows = Windows.interleaved(keys, trunk.layers(), period);
        return sandwich(keys, trunk, gemma3Heads(keys), windows, traits(keys, HEAD_NORM));
    }

    private static Heads gemma3Heads(ConfigKeys keys) {
        Heads stated = new Heads(
                keys.sizeOr(GEMMA3_HEADS.heads(), SizeLimit.HEADS, "num_attention_heads"),
                keys.sizeOr(GEMMA3_HEADS.keyValueHeads(), SizeLimit.HEADS, "num_key_value_heads"),
                keys.sizeOr(GEMMA3_HEADS.width(), SizeLimit.HEAD_WIDTH, "head_dim"));
        return Heads.checked(keys, stated, "num_key_value_heads");
    }

    private static Transformer sandwich(ConfigKeys keys, Trunk trunk, Heads heads, Windows windows, Set<Trait> traits) {
        DenseFeedForward block = block(keys);
        return trunk.model(
                i -> new Layer(heads.attention(windows.of(i), traits), block, SANDWICH_NORMS),
                trunk.tiedHead(keys, 0),
                RMS_NORM);
    }

    private static Set<Trait> traits(ConfigKeys keys, Trait... more) {
        Set<Trait> traits = Heads.traits(keys.flag(false, "attention_bias"), more);
        traits.add(ROTARY);
        return traits;
    }

    private static DenseFeedForward block(ConfigKeys keys) {
        boolean stated = keys.has("hidden_activation") || keys.has("hidden_act");
        Activation activation = FeedForwards.gated(keys, "hidden_activation", "hidden_act");
        int inner = keys.size(SizeLimit.INNER, "intermediate_size");
        return new DenseFeedForward(inner, stated ? activation : Activation.GEGLU, false);
    }

    /** GLM-4 of 2024: biases on queries, keys and values. */
    static Transformer glm(ConfigKeys keys, String name) {
        return glm(keys, name, 2);
    }

    /** GLM-4-0414: norms before and behind each block. */
    static Transformer glm4(ConfigKeys keys, String name) {
        return glm(keys, name, SANDWICH_NORMS);
    }

    private static Transformer glm(ConfigKeys keys, String name, int norms) {
        Trunk trunk = Trunk.read(keys, name);
        Heads heads = Heads.groupedOfWidth(keys, GLM_HEAD_WIDTH);
        Set<Trait> traits = keys.flag(true, "attention_bias") ? Set.of(ROTARY, QKV_BIAS) : Set.of(ROTARY);
        Layer layer = new Layer(heads.attention(0, traits), FeedForwards.gatedDense(keys), norms);
        return trunk.model(i -> layer, trunk.ownHead(keys), RMS_NORM);
    }
}
