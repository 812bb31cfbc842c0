package dev.shardwright.planner.importing.megatron;

import dev.shardwright.planner.importing.fact.Argument;
import dev.shardwright.planner.importing.source.Place;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** NeMo's and Megatron-Bridge's keys under the names that the same things have on Megatron-LM's command line. */
public final class NemoNames {
    private static final Set<String> SECTIONS =
            Set.of("model", "ddp", "train", "dataset", "optimizer", "trainer", "optim", "dist", "mixed_precision");
    private static final Map<String, String> RENAMED = Map.ofEntries(
            Map.entry("encoder_seq_length", "--seq-length"),
            Map.entry("num_query_groups", "--num-key-value-heads"),
            Map.entry("activations_checkpoint_granularity", "--recompute-granularity"),
            Map.entry("activations_checkpoint_method", "--recompute-method"),
            Map.entry("activations_checkpoint_num_layers", "--recompute-num-layers"),
            Map.entry("num_moe_experts", "--num-experts"),
            Map.entry("fsdp", "--use-torch-fsdp2"),
            Map.entry("vocab_size", "--padded-vocab-size"),
            Map.entry("pipeline_model_parallel_layout", "--pipeline-model-parallel-layout"));
    private static final Map<String, String> SHORT = Map.of(
            "-tp", "--tensor-model-parallel-size",
            "-pp", "--pipeline-model-parallel-size",
            "-vp", "--num-virtual-stages-per-pipeline-rank",
            "-cp", "--context-parallel-size",
            "-ep", "--expert-model-parallel-size",
            "-etp", "--expert-tensor-parallel-size",
            "-mb", "--micro-batch-size",
            "-gb", "--global-batch-size",
            "-sl", "--seq-length");

    private NemoNames() {}

    /** What has no counterpart keeps its own name. */
    public static Map<String, Argument> translated(List<Argument> arguments) {
        Map<String, Argument> all = new LinkedHashMap<>();
        arguments.forEach(argument -> put(argument, all));
        return all;
    }

    private static void put(Argument argument, Map<String, Argument> all) {
        String name = argument.name().replaceFirst("^\\+{1,2}", "");
        String last = name.substring(name.lastIndexOf('.') + 1);
        boolean section = name.contains(".") && SECTIONS.contains(name.substring(0, name.indexOf('.')));
        if (SHORT.containsKey(name)) {
            all.put(SHORT.get(name), argument);
        } else if (section || name.equals("mixed_precision")) {
            meaning(name, last, argument, all);
        } else {
            all.put(name, argument);
        }
    }

    private static void meaning(String name, String last, Argument argument, Map<String, Argument> all) {
        switch (last) {
            case "precision", "mixed_precision" -> precision(argument, all);
            case "activation" -> activation(argument, all);
            case "bias" -> off("--disable-bias-linear", argument, all);
            case "share_embeddings_and_output_weights" -> off("--untie-embeddings-and-output-weights", argument, all);
            case "name" -> optimizer(name, argument, all);
            case "fp8" -> on("--fp8-format", argument, all);
            case "model" -> all.put(name.contains("tokenizer") ? "--tokenizer-model" : "--model", argument);
            case "type" -> all.put(name.contains("tokenizer") ? "--tokenizer-model" : "--type", argument);
            case "num_query_groups" -> all.put("--num-key-value-heads", argument);
            default -> all.put(RENAMED.getOrDefault(last, "--" + last), argument);
        }
    }

    /** A key whose false is a switch of the command line. */
    private static void off(String name, Argument argument, Map<String, Argument> all) {
        if (!argument.on()) {
            all.put(name, with(argument, "true"));
        }
    }

    private static void on(String name, Argument argument, Map<String, Argument> all) {
        if (argument.on()) {
            all.put(name, argument);
        }
    }

    /** What a value means; its words cannot stand in the value's place. */
    private static Argument with(Argument argument, String value) {
        return new Argument(
                argument.name(), List.of(value), List.of(), argument.place().as(Place.Kind.DERIVED));
    }

    /** "bf16", "bf16-mixed", "16"; "bf16_with_fp8_current_scaling_mixed". */
    private static void precision(Argument argument, Map<String, Argument> all) {
        String text = argument.text().toLowerCase(Locale.ROOT);
        if (text.startsWith("bf16")) {
            all.put("--bf16", with(argument, "true"));
        } else if (text.contains("16")) {
            all.put("--fp16", with(argument, "true"));
        }
        if (text.contains("fp8")) {
            all.put("--fp8-format", with(argument, "hybrid"));
            all.put("--fp8-recipe", with(argument, recipe(text)));
        }
        if (text.contains("fp4")) {
            all.put("--fp4-format", with(argument, "e2m1"));
        }
    }

    private static String recipe(String text) {
        if (text.contains("mxfp8")) {
            return "mxfp8";
        }
        if (text.contains("current")) {
            return "tensorwise";
        }
        return text.contains("subchannel") ? "blockwise" : "delayed";
    }

    private static void activation(Argument argument, Map<String, Argument> all) {
        String text = argument.text();
        if (text.contains("swiglu")) {
            all.put("--swiglu", with(argument, "true"));
        } else if (text.contains("geglu")) {
            all.put("--geglu", with(argument, "true"));
        } else if (text.contains("squared")) {
            all.put("--squared-relu", with(argument, "true"));
        }
    }

    private static void optimizer(String name, Argument argument, Map<String, Argument> all) {
        if (name.endsWith("optim.name") && argument.text().contains("distributed")) {
            all.put("--use-distributed-optimizer", with(argument, "true"));
        }
    }
}
