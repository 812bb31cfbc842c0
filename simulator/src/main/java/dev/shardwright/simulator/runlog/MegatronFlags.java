package dev.shardwright.simulator.runlog;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Arguments that predictions of Megatron runs look at, by the names of the command line, as measured runs keep them. */
final class MegatronFlags {
    private static final List<String> KEPT = List.of(
            "cross_entropy_loss_fusion",
            "deterministic_mode",
            "hidden_dropout",
            "kv_lora_rank",
            "moe_grouped_gemm",
            "moe_shared_expert_intermediate_size",
            "multi_latent_attention",
            "normalization",
            "num_distributed_optimizer_instances",
            "position_embedding_type",
            "q_lora_rank",
            "qk_head_dim",
            "qk_layernorm",
            "qk_pos_emb_head_dim",
            "squared_relu",
            "transformer_impl",
            "v_head_dim");

    private MegatronFlags() {}

    /** Empty when the log prints no arguments. */
    static Map<String, JsonNode> of(Arguments arguments) {
        Map<String, JsonNode> flags = new LinkedHashMap<>();
        for (String name : KEPT) {
            arguments.get(name).ifPresent(said -> flags.put(name.replace('_', '-'), value(said.text())));
        }
        arguments.get("add_bias_linear").ifPresent(bias -> flags.put("disable-bias-linear", bool(!bias.on())));
        if (arguments.on("use_flash_attn", "use_flash_attn_v2")) {
            // The local implementation then runs another kernel than the one that its name stands for.
            flags.remove("transformer-impl");
        }
        return flags;
    }

    private static JsonNode value(String text) {
        if (text.equalsIgnoreCase("true") || text.equalsIgnoreCase("false")) {
            return bool(text.equalsIgnoreCase("true"));
        }
        double number = RunNotes.number(text);
        if (Double.isNaN(number)) {
            return JsonNodeFactory.instance.textNode(text);
        }
        return number == Math.rint(number)
                ? JsonNodeFactory.instance.numberNode((long) number)
                : JsonNodeFactory.instance.numberNode(number);
    }

    private static JsonNode bool(boolean on) {
        return JsonNodeFactory.instance.booleanNode(on);
    }
}
