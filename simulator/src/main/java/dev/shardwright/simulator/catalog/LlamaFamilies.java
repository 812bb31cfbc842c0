package dev.shardwright.simulator.catalog;

import static dev.shardwright.simulator.model.Normalization.LAYER_NORM_WITHOUT_BIAS;
import static dev.shardwright.simulator.model.Normalization.NON_PARAMETRIC;
import static dev.shardwright.simulator.model.Normalization.RMS_NORM;
import static dev.shardwright.simulator.model.SelfAttention.Trait.HEAD_NORM;
import static dev.shardwright.simulator.model.SelfAttention.Trait.QKV_BIAS;
import static dev.shardwright.simulator.model.SelfAttention.Trait.ROTARY;
import static dev.shardwright.simulator.model.SelfAttention.Trait.WIDTH_NORM;

import dev.shardwright.simulator.model.DenseFeedForward;
import dev.shardwright.simulator.model.Layer;
import dev.shardwright.simulator.model.SelfAttention.Trait;
import dev.shardwright.simulator.model.Transformer;
import java.util.List;
import java.util.Set;

/** The Llama lineage: rotary positions and a gated feed-forward block in every layer. */
final class LlamaFamilies {
    private static final int MISTRAL_WINDOW = 4096;
    private static final int QWEN_FIRST_WINDOW = 28;
    private static final int USUAL_HEAD_WIDTH = 128;
    private static final int COHERE_PERIOD = 4;

    private LlamaFamilies() {}

    static Transformer llama(ConfigKeys keys, String name) {
        Trunk trunk = Trunk.read(keys, name);
        Set<Trait> traits = Heads.traits(keys.flag(false, "attention_bias"), ROTARY);
        return dense(keys, trunk, Heads.grouped(keys, trunk.hidden()), traits);
    }

    /** Seed-OSS and Hunyuan dense: a Llama whose head width, biases or norms of queries and keys differ. */
    static Transformer seedOss(ConfigKeys keys, String name) {
        Trunk trunk = Trunk.read(keys, name);
        boolean input = keys.flag(true, "attention_bias");
        boolean output = keys.flag(false, "attention_out_bias");
        if (output && !input) {
            keys.problem("attention_out_bias", "without attention_bias is not supported.", "");
        }
        Set<Trait> traits = output ? Heads.traits(true, ROTARY) : Heads.inputBiasTraits(input, ROTARY);
        return dense(keys, trunk, Heads.groupedOfWidth(keys, USUAL_HEAD_WIDTH), traits);
    }

    /** InternLM 2: a Llama with one flag for the biases of attention. */
    static Transformer internLm2(ConfigKeys keys, String name) {
        Trunk trunk = Trunk.read(keys, name);
        return dense(keys, trunk, Heads.grouped(keys, trunk.hidden()), Heads.traits(keys.flag(true, "bias"), ROTARY));
    }

    static Transformer hunyuanDense(ConfigKeys keys, String name) {
        Trunk trunk = Trunk.read(keys, name);
        Set<Trait> traits = Heads.traits(keys.flag(false, "attention_bias"), ROTARY, HEAD_NORM);
        return dense(keys, trunk, Heads.grouped(keys, trunk.hidden()), traits);
    }

    static Transformer ernie(ConfigKeys keys, String name) {
        Trunk trunk = Trunk.read(keys, name);
        boolean bias = keys.flag(false, "use_bias");
        Heads heads = Heads.groupedOfWidth(keys, USUAL_HEAD_WIDTH);
        DenseFeedForward block = FeedForwards.gatedDense(keys, "intermediate_size", bias);
        Layer layer = new Layer(heads.attention(0, Heads.traits(bias, ROTARY)), block, 2);
        return trunk.model(i -> layer, trunk.tiedHead(keys, 0), RMS_NORM);
    }

    /** Every fourth layer of SmolLM3 has no positions. */
    static Transformer smolLm3(ConfigKeys keys, String name) {
        Trunk trunk = Trunk.read(keys, name);
        Heads heads = Heads.grouped(keys, trunk.hidden());
        boolean bias = keys.flag(false, "attention_bias");
        int period = keys.sizeOr(4, SizeLimit.LAYERS, "no_rope_layer_interval");
        List<Integer> stated = keys.numbers("no_rope_layers").orElse(List.of());
        Windows windows = Windows.switched(keys, trunk.layers(), 0);
        DenseFeedForward block = FeedForwards.gatedDense(keys, "intermediate_size", keys.flag(false, "mlp_bias"));
        return trunk.model(
                i -> {
                    boolean rotary = i < stated.size() ? stated.get(i) != 0 : (i + 1) % period != 0;
                    Set<Trait> traits = rotary ? Heads.traits(bias, ROTARY) : Heads.traits(bias);
                    return new Layer(heads.attention(windows.of(i), traits), block, 2);
                },
                trunk.tiedHead(keys, 0),
                RMS_NORM);
    }

    static Transformer mistral(ConfigKeys keys, String name) {
        Trunk trunk = Trunk.read(keys, name);
        return windowed(keys, trunk, Windows.everywhere(keys, trunk.layers(), MISTRAL_WINDOW), Set.of(ROTARY));
    }

    /** Phi-3 and Ministral 3: a window only where the file states one. */
    static Transformer phi3(ConfigKeys keys, String name) {
        Trunk trunk = Trunk.read(keys, name);
        return windowed(keys, trunk, Windows.everywhere(keys, trunk.layers(), 0), Set.of(ROTARY));
    }

    static Transformer qwen2(ConfigKeys keys, String name) {
        Trunk trunk = Trunk.read(keys, name);
        keys.ignore("attention_bias", "qkv_bias");
        Windows windows = Windows.switched(keys, trunk.layers(), QWEN_FIRST_WINDOW);
        return windowed(keys, trunk, windows, Set.of(ROTARY, QKV_BIAS));
    }

    static Transformer qwen3(ConfigKeys keys, String name) {
        Trunk trunk = Trunk.read(keys, name);
        Heads heads = Heads.groupedOfWidth(keys, USUAL_HEAD_WIDTH);
        Windows windows = Windows.switched(keys, trunk.layers(), QWEN_FIRST_WINDOW);
        Set<Trait> traits = Heads.traits(keys.flag(false, "attention_bias"), ROTARY, HEAD_NORM);
        DenseFeedForward block = FeedForwards.gatedDense(keys);
        return trunk.model(
                i -> new Layer(heads.attention(windows.of(i), traits), block, 2), trunk.ownHead(keys), RMS_NORM);
    }

    /** MiMo: Qwen2 with layers that predict further tokens. */
    static Transformer mimo(ConfigKeys keys, String name) {
        Trunk trunk = Trunk.read(keys, name);
        Heads heads = Heads.grouped(keys, trunk.hidden());
        Windows windows = Windows.switched(keys, trunk.layers(), QWEN_FIRST_WINDOW);
        Set<Trait> traits = Heads.inputBiasTraits(keys.flag(true, "attention_bias"), ROTARY);
        DenseFeedForward block = FeedForwards.gatedDense(keys);
        int predictions = keys.count(0, SizeLimit.LAYERS, "num_nextn_predict_layers");
        return trunk.model(
                i -> new Layer(heads.attention(windows.of(i), traits), block, 2),
                trunk.ownHead(keys),
                RMS_NORM,
                predictions);
    }

    /** OLMo: norms without parameters. */
    static Transformer olmo(ConfigKeys keys, String name) {
        Trunk trunk = Trunk.read(keys, name);
        Set<Trait> traits = Heads.traits(keys.flag(false, "attention_bias"), ROTARY);
        Layer layer =
                new Layer(Heads.grouped(keys, trunk.hidden()).attention(0, traits), FeedForwards.gatedDense(keys), 2);
        return trunk.model(i -> layer, trunk.ownHead(keys), NON_PARAMETRIC);
    }

    /** OLMo 2: norms behind the blocks and over the whole width of queries and keys. */
    static Transformer olmo2(ConfigKeys keys, String name) {
        Trunk trunk = Trunk.read(keys, name);
        return windowed(keys, trunk, Windows.everywhere(keys, trunk.layers(), 0), olmo2Traits(keys));
    }

    static Transformer olmo3(ConfigKeys keys, String name) {
        Trunk trunk = Trunk.read(keys, name);
        return windowed(keys, trunk, Windows.interleaved(keys, trunk.layers(), COHERE_PERIOD), olmo2Traits(keys));
    }

    private static Set<Trait> olmo2Traits(ConfigKeys keys) {
        return Heads.traits(keys.flag(false, "attention_bias"), ROTARY, WIDTH_NORM);
    }

    /** Cohere: attention and feed-forward block run in parallel behind one norm without bias. */
    static Transformer cohere(ConfigKeys keys, String name) {
        Trunk trunk = Trunk.read(keys, name);
        boolean bias = keys.flag(false, "attention_bias");
        Set<Trait> traits =
                keys.flag(false, "use_qk_norm") ? Heads.traits(bias, ROTARY, WIDTH_NORM) : Heads.traits(bias, ROTARY);
        Layer layer =
                new Layer(Heads.grouped(keys, trunk.hidden()).attention(0, traits), FeedForwards.gatedDense(keys), 1);
        return trunk.model(i -> layer, trunk.tiedHead(keys, 0), LAYER_NORM_WITHOUT_BIAS);
    }

    /** Command R7B: layers with a window have rotary positions, the others none. */
    static Transformer cohere2(ConfigKeys keys, String name) {
        Trunk trunk = Trunk.read(keys, name);
        Heads heads = Heads.grouped(keys, trunk.hidden());
        boolean bias = keys.flag(false, "attention_bias");
        int period = keys.sizeOr(COHERE_PERIOD, SizeLimit.LAYERS, "sliding_window_pattern");
        Windows windows = Windows.interleaved(keys, trunk.layers(), period);
        DenseFeedForward block = FeedForwards.gatedDense(keys);
        return trunk.model(
                i -> {
                    Set<Trait> traits = windows.of(i) > 0 ? Heads.traits(bias, ROTARY) : Heads.traits(bias);
                    return new Layer(heads.attention(windows.of(i), traits), block, 1);
                },
                trunk.tiedHead(keys, 0),
                LAYER_NORM_WITHOUT_BIAS);
    }

    private static Transformer dense(ConfigKeys keys, Trunk trunk, Heads heads, Set<Trait> traits) {
        DenseFeedForward block = FeedForwards.gatedDense(keys, "intermediate_size", keys.flag(false, "mlp_bias"));
        Layer layer = new Layer(heads.attention(0, traits), block, 2);
        return trunk.model(i -> layer, trunk.ownHead(keys), RMS_NORM);
    }

    private static Transformer windowed(ConfigKeys keys, Trunk trunk, Windows windows, Set<Trait> traits) {
        Heads heads = Heads.grouped(keys, trunk.hidden());
        DenseFeedForward block = FeedForwards.gatedDense(keys);
        return trunk.model(
                i -> new Layer(heads.attention(windows.of(i), traits), block, 2), trunk.ownHead(keys), RMS_NORM);
    }
}
