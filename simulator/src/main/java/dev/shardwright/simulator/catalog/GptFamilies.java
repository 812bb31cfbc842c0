package dev.shardwright.simulator.catalog;

import static dev.shardwright.simulator.model.Normalization.LAYER_NORM;
import static dev.shardwright.simulator.model.Normalization.LAYER_NORM_WITHOUT_BIAS;
import static dev.shardwright.simulator.model.Normalization.NON_PARAMETRIC;
import static dev.shardwright.simulator.model.SelfAttention.Trait.OUTPUT_BIAS;
import static dev.shardwright.simulator.model.SelfAttention.Trait.QKV_BIAS;
import static dev.shardwright.simulator.model.SelfAttention.Trait.ROTARY;

import dev.shardwright.simulator.model.DenseFeedForward;
import dev.shardwright.simulator.model.DenseFeedForward.Activation;
import dev.shardwright.simulator.model.Layer;
import dev.shardwright.simulator.model.SelfAttention;
import dev.shardwright.simulator.model.Transformer;
import dev.shardwright.simulator.model.Vocabulary;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;

/** The GPT lineage: layer norms and an ungated feed-forward block. */
final class GptFamilies {
    private static final int USUAL_EXPANSION = 4;

    /** OPT keeps two more position vectors than it has positions (an offset of its first training code). */
    private static final int OPT_POSITION_OFFSET = 2;

    private static final Set<SelfAttention.Trait> BIASES = Set.of(QKV_BIAS, OUTPUT_BIAS);

    private GptFamilies() {}

    /** GPT-2; GPT-3 has the same shape (Brown et al. 2020, section 2.1). */
    static Transformer gpt2(ConfigKeys keys, String name) {
        Trunk trunk = Trunk.read(keys, name);
        SelfAttention attention = Heads.plain(keys, trunk.hidden(), "n_head", "num_attention_heads")
                .attention(0, BIASES);
        DenseFeedForward block = block(keys, trunk, activation(keys), "n_inner", true);
        int positions = keys.size(SizeLimit.TOKENS, "n_positions", "n_ctx", "max_position_embeddings");
        return trunk.model(i -> new Layer(attention, block, 2), trunk.tiedHead(keys, positions), LAYER_NORM);
    }

    /** StarCoder: GPT-2 whose heads share one key and value. */
    static Transformer gptBigCode(ConfigKeys keys, String name) {
        Trunk trunk = Trunk.read(keys, name);
        Heads plain = Heads.plain(keys, trunk.hidden(), "n_head", "num_attention_heads");
        Heads heads = new Heads(plain.heads(), keys.flag(true, "multi_query") ? 1 : plain.heads(), plain.width());
        DenseFeedForward block = block(keys, trunk, activation(keys), "n_inner", true);
        int positions = keys.size(SizeLimit.TOKENS, "n_positions", "max_position_embeddings");
        return trunk.model(
                i -> new Layer(heads.attention(0, BIASES), block, 2), trunk.tiedHead(keys, positions), LAYER_NORM);
    }

    /** GPT-J: attention and feed-forward block run in parallel behind one norm. */
    static Transformer gptJ(ConfigKeys keys, String name) {
        Trunk trunk = Trunk.read(keys, name);
        SelfAttention attention = Heads.plain(keys, trunk.hidden(), "n_head", "num_attention_heads")
                .attention(0, Set.of(ROTARY));
        DenseFeedForward block = block(keys, trunk, activation(keys), "n_inner", true);
        Vocabulary vocabulary = trunk.ownHead(keys, Vocabulary.Trait.HEAD_BIAS);
        return trunk.model(i -> new Layer(attention, block, 1), vocabulary, LAYER_NORM);
    }

    static Transformer gptNeo(ConfigKeys keys, String name) {
        Trunk trunk = Trunk.read(keys, name);
        Heads heads = Heads.plain(keys, trunk.hidden(), "num_heads", "num_attention_heads");
        DenseFeedForward block = block(keys, trunk, activation(keys), "intermediate_size", true);
        int positions = keys.size(SizeLimit.TOKENS, "max_position_embeddings");
        int window = keys.size(SizeLimit.TOKENS, "window_size");
        List<String> kinds = keys.texts("attention_layers").orElse(List.of());
        if (kinds.size() != trunk.layers()) {
            keys.problem(
                    "attention_layers", "must name each of the " + trunk.layers() + " layers global or local.", "");
        }
        return trunk.model(
                i -> new Layer(heads.attention(local(kinds, i) ? window : 0, Set.of(OUTPUT_BIAS)), block, 2),
                trunk.tiedHead(keys, positions),
                LAYER_NORM);
    }

    private static boolean local(List<String> kinds, int layer) {
        return layer < kinds.size() && kinds.get(layer).equals("local");
    }

    static Transformer gptNeoX(ConfigKeys keys, String name) {
        Trunk trunk = Trunk.read(keys, name);
        SelfAttention attention = Heads.plain(keys, trunk.hidden(), "num_attention_heads")
                .attention(0, Heads.traits(keys.flag(true, "attention_bias"), ROTARY));
        Activation activation = FeedForwards.plain(keys, "hidden_act");
        DenseFeedForward block = block(keys, trunk, activation, "intermediate_size", true);
        return trunk.model(i -> new Layer(attention, block, 2), trunk.ownHead(keys), LAYER_NORM);
    }

    static Transformer opt(ConfigKeys keys, String name) {
        Trunk trunk = Trunk.read(keys, name);
        boolean bias = keys.flag(true, "enable_bias");
        SelfAttention attention =
                Heads.plain(keys, trunk.hidden(), "num_attention_heads").attention(0, Heads.traits(bias));
        DenseFeedForward block =
                block(keys, trunk, FeedForwards.plain(keys, Activation.RELU, "activation_function"), "ffn_dim", bias);
        if (keys.sizeOr(trunk.hidden(), SizeLimit.HIDDEN, "word_embed_proj_dim") != trunk.hidden()) {
            keys.problem(
                    "word_embed_proj_dim",
                    "must equal hidden_size (" + trunk.hidden() + "): embeddings of another width are not supported.",
                    "Of the published OPT models only opt-350m has one.");
        }
        int positions = keys.size(SizeLimit.TOKENS, "max_position_embeddings") + OPT_POSITION_OFFSET;
        Vocabulary vocabulary = trunk.tiedHead(keys, positions);
        if (!keys.flag(true, "do_layer_norm_before") || keys.flag(false, "_remove_final_layer_norm")) {
            keys.problem("do_layer_norm_before", "must be true: OPT without a final norm is not supported.", "");
        }
        return trunk.model(
                i -> new Layer(attention, block, 2),
                vocabulary,
                keys.flag(true, "layer_norm_elementwise_affine") ? LAYER_NORM : NON_PARAMETRIC);
    }

    static Transformer bloom(ConfigKeys keys, String name) {
        Trunk trunk = Trunk.read(keys, name);
        SelfAttention attention = Heads.plain(keys, trunk.hidden(), "n_head", "num_attention_heads")
                .attention(0, BIASES);
        DenseFeedForward block = block(keys, trunk, Activation.GELU, "n_inner", true);
        Vocabulary vocabulary = trunk.tiedHead(keys, 0, Vocabulary.Trait.EMBEDDING_NORM);
        return trunk.model(i -> new Layer(attention, block, 2), vocabulary, LAYER_NORM);
    }

    static Transformer mpt(ConfigKeys keys, String name) {
        Trunk trunk = Trunk.read(keys, name);
        ConfigKeys inner = keys.section("attn_config");
        boolean bias = !keys.flag(true, "no_bias");
        SelfAttention attention = mptHeads(keys, inner, trunk).attention(0, Heads.traits(bias));
        DenseFeedForward block = new DenseFeedForward(mptInner(keys, trunk.hidden()), Activation.GELU, bias);
        boolean learned = keys.flag(true, "learned_pos_emb");
        boolean relative = inner.flag(false, "alibi") || inner.flag(false, "rope");
        int positions = keys.size(SizeLimit.TOKENS, "max_seq_len");
        Vocabulary vocabulary = trunk.tiedHead(keys, learned && !relative ? positions : 0);
        String norm = keys.text("norm_type").orElse("low_precision_layernorm");
        if (!norm.endsWith("layernorm")) {
            keys.problem("norm_type", "is not supported.", "Supported: layernorm, low_precision_layernorm.");
        }
        if (inner.leftUnread("qk_ln") || inner.leftUnread("qk_gn")) {
            inner.problem("qk_ln", "is not supported: norms over queries and keys.", "");
        }
        return trunk.model(
                i -> new Layer(attention, block, 2), vocabulary, bias ? LAYER_NORM : LAYER_NORM_WITHOUT_BIAS);
    }

    private static Heads mptHeads(ConfigKeys keys, ConfigKeys inner, Trunk trunk) {
        Heads plain = Heads.plain(keys, trunk.hidden(), "n_heads");
        int keyValue = switch (inner.text("attn_type").orElse("multihead_attention")) {
            case "multihead_attention" -> plain.heads();
            case "multiquery_attention" -> 1;
            case "grouped_query_attention" -> inner.size(SizeLimit.HEADS, "kv_n_heads");
            default -> {
                inner.problem("attn_type", "is not a known kind of attention.", "");
                yield 1;
            }
        };
        return Heads.checked(inner, new Heads(plain.heads(), keyValue, plain.width()), "kv_n_heads");
    }

    private static int mptInner(ConfigKeys keys, int hidden) {
        OptionalDouble expansion = keys.number("expansion_ratio");
        double inner = hidden * expansion.orElse(USUAL_EXPANSION);
        if (inner < 1 || inner > SizeLimit.INNER.largest() || inner != Math.rint(inner)) {
            keys.problem("expansion_ratio", "must give a whole feed-forward width; d_model is " + hidden + ".", "");
            return 1;
        }
        return (int) inner;
    }

    private static Activation activation(ConfigKeys keys) {
        return FeedForwards.plain(keys, "activation_function");
    }

    /** A block of two maps, four times as wide as the model unless the file says otherwise. */
    private static DenseFeedForward block(
            ConfigKeys keys, Trunk trunk, Activation activation, String innerName, boolean bias) {
        int inner = keys.sizeOr(USUAL_EXPANSION * trunk.hidden(), SizeLimit.INNER, innerName);
        return new DenseFeedForward(inner, activation, bias);
    }
}
