package dev.shardwright.simulator.catalog;

import static dev.shardwright.simulator.model.Normalization.LAYER_NORM;
import static dev.shardwright.simulator.model.Normalization.RMS_NORM;
import static dev.shardwright.simulator.model.SelfAttention.Trait.OUTPUT_BIAS;
import static dev.shardwright.simulator.model.SelfAttention.Trait.QKV_BIAS;
import static dev.shardwright.simulator.model.SelfAttention.Trait.ROTARY;

import dev.shardwright.simulator.model.DenseFeedForward;
import dev.shardwright.simulator.model.DenseFeedForward.Activation;
import dev.shardwright.simulator.model.Layer;
import dev.shardwright.simulator.model.Normalization;
import dev.shardwright.simulator.model.SelfAttention;
import dev.shardwright.simulator.model.Transformer;
import dev.shardwright.simulator.model.Vocabulary;
import java.util.Set;

/** Rotary families whose feed-forward block has no gate. */
final class UngatedFamilies {
    private UngatedFamilies() {}

    /** Phi-1 and Phi-2: attention and feed-forward block run in parallel behind one norm. */
    static Transformer phi(ConfigKeys keys, String name) {
        Trunk trunk = Trunk.read(keys, name);
        SelfAttention attention =
                Heads.grouped(keys, trunk.hidden()).attention(0, Set.of(QKV_BIAS, OUTPUT_BIAS, ROTARY));
        DenseFeedForward block = block(keys, true);
        Vocabulary vocabulary = trunk.ownHead(keys, Vocabulary.Trait.HEAD_BIAS);
        return trunk.model(i -> new Layer(attention, block, 1), vocabulary, LAYER_NORM);
    }

    static Transformer starCoder2(ConfigKeys keys, String name) {
        Trunk trunk = Trunk.read(keys, name);
        boolean bias = keys.flag(true, "use_bias");
        Heads heads = Heads.grouped(keys, trunk.hidden());
        Windows windows = Windows.everywhere(keys, trunk.layers(), 0);
        DenseFeedForward block = block(keys, bias);
        return trunk.model(
                i -> new Layer(heads.attention(windows.of(i), Heads.traits(bias, ROTARY)), block, 2),
                trunk.tiedHead(keys, 0),
                LAYER_NORM);
    }

    /** Nemotron-4 and Minitron: squared ReLU and layer norms. */
    static Transformer nemotron(ConfigKeys keys, String name) {
        return llamaLike(keys, name, LAYER_NORM);
    }

    /** Arcee (AFM): a Llama with a squared ReLU. */
    static Transformer arcee(ConfigKeys keys, String name) {
        return llamaLike(keys, name, RMS_NORM);
    }

    private static Transformer llamaLike(ConfigKeys keys, String name, Normalization normalization) {
        Trunk trunk = Trunk.read(keys, name);
        SelfAttention attention = Heads.grouped(keys, trunk.hidden())
                .attention(0, Heads.traits(keys.flag(false, "attention_bias"), ROTARY));
        DenseFeedForward block = block(keys, keys.flag(false, "mlp_bias"));
        return trunk.model(i -> new Layer(attention, block, 2), trunk.ownHead(keys), normalization);
    }

    private static DenseFeedForward block(ConfigKeys keys, boolean bias) {
        Activation activation = FeedForwards.plain(keys, "hidden_act");
        return new DenseFeedForward(keys.size(SizeLimit.INNER, "intermediate_size"), activation, bias);
    }

    static Transformer falcon(ConfigKeys keys, String name) {
        Trunk trunk = Trunk.read(keys, name);
        boolean bias = keys.flag(false, "bias");
        SelfAttention attention =
                falconHeads(keys, trunk.hidden()).attention(0, Heads.traits(bias, falconPositions(keys)));
        Activation activation = FeedForwards.plain(keys, "activation");
        int inner = keys.sizeOr(4 * trunk.hidden(), SizeLimit.INNER, "ffn_hidden_size");
        DenseFeedForward block = new DenseFeedForward(inner, activation, bias);
        int norms = falconNorms(keys);
        return trunk.model(i -> new Layer(attention, block, norms), trunk.tiedHead(keys, 0), LAYER_NORM);
    }

    private static SelfAttention.Trait[] falconPositions(ConfigKeys keys) {
        return keys.flag(false, "alibi") ? new SelfAttention.Trait[0] : new SelfAttention.Trait[] {ROTARY};
    }

    private static Heads falconHeads(ConfigKeys keys, int hidden) {
        Heads plain = Heads.plain(keys, hidden, "num_attention_heads", "n_head");
        boolean newer = keys.flag(false, "new_decoder_architecture");
        boolean single = keys.flag(true, "multi_query") && !newer;
        int stated =
                keys.sizeOr(plain.heads(), SizeLimit.HEADS, keys.has("num_kv_heads") ? "num_kv_heads" : "n_head_kv");
        return Heads.checked(keys, new Heads(plain.heads(), single ? 1 : stated, plain.width()), "num_kv_heads");
    }

    /** A parallel block has one norm, or two in the newer architecture; a sequential one has two. */
    private static int falconNorms(ConfigKeys keys) {
        boolean newer = keys.flag(false, "new_decoder_architecture");
        boolean parallel = keys.flag(true, "parallel_attn");
        int usual = newer || !parallel ? 2 : 1;
        return newer ? Math.min(2, keys.sizeOr(usual, SizeLimit.HEADS, "num_ln_in_parallel_attn")) : usual;
    }
}
