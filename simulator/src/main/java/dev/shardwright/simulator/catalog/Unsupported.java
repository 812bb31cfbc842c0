package dev.shardwright.simulator.catalog;

import dev.shardwright.simulator.problem.Problem;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What the reader refuses by name: architectures, and keys that change the shape of a model but that no one read. */
final class Unsupported {
    private static final Map<String, String> REASONS = reasons();
    private static final Map<String, String> SHAPE_KEYS = shapeKeys();

    private Unsupported() {}

    /** What an architecture needs that is not modelled, or an empty text if it is unknown. */
    static String reason(String modelType) {
        String base = modelType.endsWith("_text") ? modelType.substring(0, modelType.length() - 5) : modelType;
        return REASONS.getOrDefault(base, "");
    }

    /** Adds a problem for every shape-changing key that is on but was not read. */
    static void noteUnreadKeys(ConfigKeys keys) {
        SHAPE_KEYS.forEach((key, meaning) -> {
            if (keys.leftUnread(key)) {
                keys.problem(
                        key,
                        "changes the model's shape in a way that is not supported for this model_type: " + meaning
                                + ".",
                        "Remove the key only if the model does not use it.");
            }
        });
    }

    /** The problem of a model_type that no family reads: what is known to be missing, else what its file asks for. */
    static Problem modelType(ConfigKeys keys, String where, String modelType) {
        String reason = reason(modelType);
        if (!reason.isEmpty()) {
            String rule = "is not supported; not modelled: " + reason + ".";
            return new Problem(where + " = " + modelType, rule, supported());
        }
        String asked = SHAPE_KEYS.entrySet().stream()
                .filter(key -> keys.leftUnread(key.getKey()))
                .map(key -> key.getValue() + " (" + key.getKey() + ")")
                .collect(Collectors.joining(", "));
        String rule = "is not a supported architecture" + (asked.isEmpty() ? "." : "; its file states " + asked + ".");
        String nearest = NameIndex.suggest(modelType, ModelFamily.types());
        return new Problem(where + " = " + modelType, rule, nearest + " " + supported());
    }

    static String supported() {
        return "Supported: " + String.join(", ", ModelFamily.types()) + ".";
    }

    private static Map<String, String> reasons() {
        Map<String, String> map = new HashMap<>();
        put(map, "Mamba (state-space) layers", "mamba", "mamba2", "falcon_mamba", "codestral_mamba", "mamba_ssm");
        put(
                map,
                "a mix of Mamba and attention layers",
                "nemotron_h",
                "jamba",
                "bamba",
                "zamba",
                "zamba2",
                "falcon_h1",
                "granitemoehybrid",
                "plamo2",
                "hymba",
                "zaya");
        put(
                map,
                "linear-attention layers (gated delta rule)",
                "qwen3_next",
                "bailing_hybrid",
                "bailing_moe_v2_5",
                "qwen3_5",
                "qwen3_5_moe",
                "kimi_linear",
                "olmo_hybrid");
        put(map, "lightning (linear) attention", "minimax", "minimax_text_01", "minimax_m1", "bailing_moe_linear");
        put(map, "recurrent layers", "rwkv", "rwkv5", "rwkv6", "rwkv7", "recurrent_gemma", "griffin", "xlstm");
        put(map, "convolution layers", "lfm2", "lfm2_moe", "stripedhyena", "evo2");
        put(map, "sparse attention with an indexer", "glm_moe_dsa", "deepseek_v32", "deepseek_v4");
        put(map, "an encoder and a decoder with cross-attention", "t5", "mt5", "umt5", "longt5", "t5gemma", "t5gemma2");
        put(
                map,
                "an encoder and a decoder with cross-attention",
                "bart",
                "mbart",
                "pegasus",
                "marian",
                "m2m_100",
                "nllb");
        put(map, "an encoder and a decoder with cross-attention", "whisper", "switch_transformers", "nllb_moe");
        put(map, "a bidirectional encoder", "bert", "roberta", "albert", "electra", "deberta", "deberta-v2");
        put(map, "a bidirectional encoder", "distilbert", "modernbert", "xlm-roberta", "eurobert");
        put(map, "per-layer embeddings and shared key/value layers", "gemma3n", "gemma4", "gemma4_unified");
        put(map, "cross-attention to images", "mllama", "idefics");
        put(map, "chunked attention and interleaved experts", "llama4");
        put(map, "zero-computation experts and paired blocks", "longcat_flash");
        put(map, "layers of different shapes", "nemotron-nas", "deci", "deci_lm", "openelm");
        put(map, "windows with other key/value heads than the full layers have", "mimo_v2_flash", "step3p5");
        put(map, "an image encoder", "vit", "clip", "siglip", "dinov2", "qwen2_vl", "qwen2_5_vl");
        put(map, "expert counts stated layer by layer", "hunyuan_v1_moe");
        put(map, "a learned activation", "apertus");
        put(map, "layers with windows and layers without positions, in mixed norms", "exaone4", "exaone_moe");
        put(map, "a fused feed-forward block of experts", "dbrx", "jetmoe");
        return map;
    }

    private static void put(Map<String, String> map, String reason, String... modelTypes) {
        for (String type : modelTypes) {
            map.put(type, reason);
        }
    }

    private static Map<String, String> shapeKeys() {
        Map<String, String> map = new LinkedHashMap<>();
        List<String> linear = List.of(
                "linear_num_key_heads",
                "linear_num_value_heads",
                "linear_attn_config",
                "attn_type_list",
                "full_attn_idxs");
        List<String> hybrid =
                new ArrayList<>(List.of("hybrid_override_pattern", "layers_block_type", "ssm_state_size"));
        hybrid.addAll(
                List.of("mamba_num_heads", "mamba_d_state", "mamba_d_ssm", "attn_layer_period", "attn_layer_indices"));
        put(map, "linear attention", linear.toArray(String[]::new));
        put(map, "a mix of attention and state-space layers", hybrid.toArray(String[]::new));
        put(
                map,
                "layers of different kinds",
                "layer_types",
                "mlp_layer_types",
                "block_configs",
                "full_attention_interval");
        put(map, "latent attention", "kv_lora_rank", "q_lora_rank");
        put(map, "sparse attention", "index_topk", "index_n_heads", "index_head_dim", "sparse_attention_config");
        put(map, "a gate on the attention's output", "attn_output_gate", "use_attn_gate", "gated_attention");
        put(map, "norms of queries and keys", "use_qk_norm", "qk_layernorm", "qk_norm", "use_qk_layernorm");
        put(map, "mixture of experts", "num_experts", "num_local_experts", "n_routed_experts", "moe_num_experts");
        put(map, "mixture of experts", "moe_intermediate_size", "expert_interval", "interleave_moe_layer_step");
        put(map, "shared experts", "n_shared_experts", "num_shared_experts", "moe_num_shared_experts");
        put(map, "shared experts", "shared_expert_intermediate_size", "shared_intermediate_size");
        put(map, "zero-computation experts", "zero_expert_num");
        put(map, "first layers without experts", "first_k_dense_replace");
        put(map, "multi-token prediction", "num_nextn_predict_layers", "mtp_num_hidden_layers", "num_mtp_modules");
        put(map, "biases", "attention_bias", "mlp_bias", "use_bias", "qkv_bias", "use_qkv_bias");
        put(map, "per-layer embeddings", "hidden_size_per_layer_input", "vocab_size_per_layer_input");
        put(map, "key/value layers shared between layers", "num_kv_shared_layers");
        put(map, "embeddings of another width", "word_embed_proj_dim", "embedding_size");
        put(map, "cross-attention", "is_encoder_decoder", "add_cross_attention", "cross_attention_layers");
        put(map, "removed heads", "pruned_heads");
        put(map, "an image or sound encoder", "vision_config", "audio_config");
        return map;
    }
}
