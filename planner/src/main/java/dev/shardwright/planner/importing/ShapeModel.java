package dev.shardwright.planner.importing;

import dev.shardwright.planner.importing.fact.Facts;
import dev.shardwright.planner.importing.fact.ShapeField;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Writes the shape that files state as a Hugging Face configuration of the family that comes nearest. */
final class ShapeModel {
    private static final int BLOCK = 64;

    private final Facts facts;
    private final Map<String, Object> keys = new LinkedHashMap<>();

    private ShapeModel(Facts facts) {
        this.facts = facts;
    }

    /** Empty, with the problem noted, where a size is missing. */
    static Optional<ModelConfig> of(Facts facts, String name) {
        List<ShapeField> missing =
                List.of(ShapeField.LAYERS, ShapeField.HIDDEN, ShapeField.HEADS, ShapeField.VOCABULARY).stream()
                        .filter(field -> facts.get(field).isEmpty())
                        .toList();
        if (!missing.isEmpty()) {
            String what =
                    String.join(", ", missing.stream().map(ShapeField::label).toList());
            facts.problem(
                    "model",
                    "is not described by the files: " + what + " missing.",
                    facts.suggestion("--model NAME|config.json"));
            return Optional.empty();
        }
        return Optional.of(new ModelConfig(name, new ShapeModel(facts).json()));
    }

    private String json() {
        String family = family();
        keys.put("model_type", family);
        trunk();
        switch (family) {
            case "deepseek_v2", "deepseek_v3" -> latent();
            case "glm4_moe" -> mixture("n_routed_experts");
            case "qwen2_moe", "qwen3_moe", "mixtral" -> experts();
            case "gpt2" -> keys.put("n_positions", number(ShapeField.POSITIONS, 2048));
            case "mpt" -> unbiased();
            case "starcoder2" -> keys.put("use_bias", is(ShapeField.BIAS, "all"));
            case "qwen3" -> keys.put("attention_bias", is(ShapeField.BIAS, "all"));
            case "llama", "nemotron", "arcee" -> biases();
            default -> {
                // These families fix their biases.
            }
        }
        return JsonObjects.text(keys);
    }

    private String family() {
        if (facts.get(ShapeField.KEY_VALUE_RANK).isPresent()) {
            return is(ShapeField.CORRECTION_BIAS, "on") ? "deepseek_v3" : "deepseek_v2";
        }
        if (facts.get(ShapeField.EXPERTS).isPresent()) {
            return expertFamily();
        }
        boolean gated = is(ShapeField.ACTIVATION, "swiglu") || is(ShapeField.ACTIVATION, "geglu");
        return gated ? gatedFamily() : ungatedFamily();
    }

    private String expertFamily() {
        boolean shared = facts.get(ShapeField.SHARED_INNER).isPresent();
        boolean dense = number(ShapeField.DENSE_LAYERS, 0) > 0;
        if (is(ShapeField.SHARED_GATE, "on") && !dense) {
            return "qwen2_moe";
        }
        if (shared || dense || is(ShapeField.CORRECTION_BIAS, "on") || is(ShapeField.BIAS, "qkv")) {
            return "glm4_moe";
        }
        return is(ShapeField.HEAD_NORM, "on") ? "qwen3_moe" : "mixtral";
    }

    private String gatedFamily() {
        if (is(ShapeField.HEAD_NORM, "on")) {
            return "qwen3";
        }
        return is(ShapeField.BIAS, "qkv") ? "qwen2" : "llama";
    }

    private String ungatedFamily() {
        String positions = facts.get(ShapeField.POSITION_KIND).orElse("rotary");
        boolean grouped = number(ShapeField.KV_HEADS, number(ShapeField.HEADS, 1)) < number(ShapeField.HEADS, 1);
        if (positions.equals("alibi")) {
            return is(ShapeField.BIAS, "none") ? "mpt" : "bloom";
        }
        if (is(ShapeField.NORM, "rms")) {
            return "arcee";
        }
        if (is(ShapeField.ACTIVATION, "squared-relu")) {
            return "nemotron";
        }
        boolean learned = positions.equals("learned") && !grouped && is(ShapeField.BIAS, "all");
        return learned ? "gpt2" : "starcoder2";
    }

    private void trunk() {
        int hidden = number(ShapeField.HIDDEN, 1);
        int heads = number(ShapeField.HEADS, 1);
        keys.put("hidden_size", hidden);
        keys.put("num_hidden_layers", number(ShapeField.LAYERS, 1));
        keys.put("vocab_size", number(ShapeField.VOCABULARY, 1));
        keys.put("num_attention_heads", heads);
        keys.put("tie_word_embeddings", is(ShapeField.TIED, "on"));
        keys.put("intermediate_size", inner(hidden));
        keys.put("n_inner", inner(hidden));
        if (facts.get(ShapeField.KEY_VALUE_RANK).isEmpty()) {
            keys.put("num_key_value_heads", number(ShapeField.KV_HEADS, heads));
            keys.put("head_dim", number(ShapeField.HEAD_WIDTH, Math.max(1, hidden / heads)));
        }
        keys.put("hidden_act", activation());
        facts.number(ShapeField.WINDOW, 1).ifPresent(window -> keys.put("sliding_window", window));
    }

    /** Four times the model's width; for a gated block two thirds of that, in multiples of 64 (Megatron-LM). */
    private int inner(int hidden) {
        boolean swiglu = is(ShapeField.ACTIVATION, "swiglu");
        int usual = swiglu ? (int) (hidden * 4L * 2 / 3 / BLOCK) * BLOCK : 4 * hidden;
        return number(ShapeField.INNER, Math.max(1, usual));
    }

    private String activation() {
        return switch (facts.get(ShapeField.ACTIVATION).orElse("gelu")) {
            case "swiglu" -> "silu";
            case "squared-relu" -> "relu2";
            case "relu" -> "relu";
            default -> "gelu";
        };
    }

    private void biases() {
        keys.put("attention_bias", is(ShapeField.BIAS, "all"));
        keys.put("mlp_bias", is(ShapeField.BIAS, "all"));
    }

    /** MosaicML's models name everything otherwise. */
    private void unbiased() {
        keys.put("d_model", number(ShapeField.HIDDEN, 1));
        keys.put("n_heads", number(ShapeField.HEADS, 1));
        keys.put("no_bias", true);
        keys.put("max_seq_len", number(ShapeField.POSITIONS, 2048));
        keys.put("expansion_ratio", inner(number(ShapeField.HIDDEN, 1)) / (double) number(ShapeField.HIDDEN, 1));
        keys.put("attn_config", Map.of("alibi", true));
    }

    private void latent() {
        keys.put("q_lora_rank", number(ShapeField.QUERY_RANK, 0));
        keys.put("kv_lora_rank", number(ShapeField.KEY_VALUE_RANK, 1));
        keys.put("qk_nope_head_dim", number(ShapeField.POSITION_FREE_WIDTH, 1));
        keys.put("qk_rope_head_dim", number(ShapeField.ROTARY_WIDTH, 1));
        keys.put("v_head_dim", number(ShapeField.VALUE_WIDTH, 1));
        keys.put("num_nextn_predict_layers", number(ShapeField.PREDICTION_LAYERS, 0));
        if (facts.get(ShapeField.EXPERTS).isPresent()) {
            mixture("n_routed_experts");
        }
    }

    private void mixture(String count) {
        int expert = expertInner();
        keys.put(count, number(ShapeField.EXPERTS, 1));
        keys.put("num_experts_per_tok", number(ShapeField.TOP_K, 1));
        keys.put("moe_intermediate_size", expert);
        keys.put("n_shared_experts", number(ShapeField.SHARED_INNER, 0) / expert);
        keys.put("first_k_dense_replace", number(ShapeField.DENSE_LAYERS, 0));
        keys.put("num_nextn_predict_layers", number(ShapeField.PREDICTION_LAYERS, 0));
        if (facts.get(ShapeField.KEY_VALUE_RANK).isEmpty()) {
            keys.put("use_qk_norm", is(ShapeField.HEAD_NORM, "on"));
            keys.put("attention_bias", is(ShapeField.BIAS, "qkv"));
        }
        keys.put("topk_method", is(ShapeField.CORRECTION_BIAS, "on") ? "noaux_tc" : "greedy");
    }

    private void experts() {
        int expert = expertInner();
        String family = String.valueOf(keys.get("model_type"));
        boolean mixtral = family.equals("mixtral");
        keys.put(mixtral ? "num_local_experts" : "num_experts", number(ShapeField.EXPERTS, 1));
        keys.put("num_experts_per_tok", number(ShapeField.TOP_K, 1));
        keys.put(mixtral ? "intermediate_size" : "moe_intermediate_size", expert);
        if (family.equals("qwen2_moe")) {
            keys.put("shared_expert_intermediate_size", number(ShapeField.SHARED_INNER, expert));
            keys.put("qkv_bias", is(ShapeField.BIAS, "qkv"));
        } else if (!mixtral) {
            keys.put("attention_bias", is(ShapeField.BIAS, "all"));
        }
    }

    private int expertInner() {
        return Math.max(1, number(ShapeField.EXPERT_INNER, inner(number(ShapeField.HIDDEN, 1))));
    }

    private boolean is(ShapeField field, String value) {
        return facts.get(field).filter(value::equals).isPresent();
    }

    private int number(ShapeField field, int usual) {
        return facts.number(field, 0).orElse(usual);
    }
}
