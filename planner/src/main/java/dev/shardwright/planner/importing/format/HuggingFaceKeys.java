package dev.shardwright.planner.importing.format;

import dev.shardwright.planner.importing.fact.Argument;
import dev.shardwright.planner.importing.fact.Arguments;
import dev.shardwright.planner.importing.fact.Facts;
import dev.shardwright.planner.importing.fact.ShapeField;

/** The shape of a Llama-like model by the keys of a Hugging Face configuration. */
final class HuggingFaceKeys {
    private HuggingFaceKeys() {}

    static void read(Arguments arguments, Facts facts, String section) {
        arguments.shape(ShapeField.LAYERS, section + "num_hidden_layers");
        arguments.shape(ShapeField.HIDDEN, section + "hidden_size");
        arguments.shape(ShapeField.INNER, section + "intermediate_size");
        arguments.shape(ShapeField.HEADS, section + "num_attention_heads");
        arguments.shape(ShapeField.KV_HEADS, section + "num_key_value_heads");
        arguments.shape(ShapeField.VOCABULARY, section + "vocab_size");
        arguments.shape(ShapeField.TIED, HuggingFaceKeys::onOff, section + "tie_word_embeddings");
        arguments.shape(ShapeField.BIAS, on -> on.on() ? "qkv" : "none", section + "attention_bias");
        arguments.shape(ShapeField.EXPERTS, section + "moe_config.num_experts", section + "moe_num_experts");
        arguments.shape(ShapeField.TOP_K, section + "moe_config.top_k", section + "num_experts_per_token");
        arguments.shape(
                ShapeField.EXPERT_INNER,
                section + "moe_config.moe_intermediate_size",
                section + "moe_intermediate_size");
        facts.implyShape(ShapeField.NORM, "rms");
        facts.implyShape(ShapeField.ACTIVATION, "swiglu");
        facts.implyShape(ShapeField.POSITION_KIND, "rotary");
        facts.implyShape(ShapeField.BIAS, "none");
        facts.implyShape(ShapeField.TIED, "off");
    }

    private static String onOff(Argument argument) {
        return argument.on() ? "on" : "off";
    }
}
