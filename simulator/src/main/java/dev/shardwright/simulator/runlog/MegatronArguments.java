package dev.shardwright.simulator.runlog;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What Megatron's arguments say of a run, by their names in Megatron-LM's argument parser (and NeMo's configuration,
 * which keeps most of them).
 */
final class MegatronArguments {
    private static final Pattern LEADING_DENSE = Pattern.compile("^\\[((?:0,\\s*)*)");

    private final Arguments arguments;
    private final Statements stated;

    private MegatronArguments(Arguments arguments, Statements stated) {
        this.arguments = arguments;
        this.stated = stated;
    }

    static void state(Arguments arguments, Statements stated) {
        MegatronArguments megatron = new MegatronArguments(arguments, stated);
        megatron.trunk();
        megatron.attention();
        megatron.experts();
        megatron.batch();
        megatron.layout();
        megatron.sharding();
        megatron.recompute();
        megatron.precision();
        megatron.kernels();
    }

    private void trunk() {
        arguments.state(stated, Fact.LAYERS, "num_layers");
        arguments.state(stated, Fact.HIDDEN, "hidden_size");
        arguments.state(stated, Fact.FEED_FORWARD, "ffn_hidden_size");
        arguments.state(stated, Fact.VOCABULARY, "vocab_size");
        arguments
                .get("padded_vocab_size")
                .ifPresent(rows -> arguments
                        .count("padded_vocab_size")
                        .ifPresent(size -> stated.suggest(Fact.VOCABULARY, size, rows.where())));
        arguments
                .get("untie_embeddings_and_output_weights")
                .ifPresent(untied -> stated.state(Fact.TIED, !untied.on(), untied.where()));
        arguments
                .get("swiglu")
                .ifPresent(gated ->
                        stated.state(Fact.GATED, gated.on() || arguments.on("gated_linear_unit"), gated.where()));
        arguments.get("normalization").ifPresent(norm -> stated.suggest(Fact.MODEL_FAMILY, family(), norm.where()));
    }

    /** The family whose norms, positions, biases and activation these are; see the page on measured runs. */
    private String family() {
        boolean rms = arguments.text("normalization").equalsIgnoreCase("RMSNorm");
        boolean learned = arguments.text("position_embedding_type").equals("learned_absolute");
        if (rms) {
            return "llama";
        }
        if (arguments.on("squared_relu")) {
            return "nemotron";
        }
        return learned ? "gpt" : "gpt-neox";
    }

    private void attention() {
        arguments.state(stated, Fact.HEADS, "num_attention_heads");
        if (!arguments.prints("group_query_attention") || arguments.on("group_query_attention")) {
            arguments.state(stated, Fact.KV_HEADS, "num_query_groups");
        }
        arguments.stateFlag(stated, Fact.QK_NORM, "qk_layernorm");
        arguments
                .get("multi_latent_attention")
                .filter(Argument::on)
                .ifPresentOrElse(this::latent, () -> arguments.state(stated, Fact.HEAD_DIM, "kv_channels"));
    }

    private void latent(Argument latent) {
        stated.state(Fact.ATTENTION, "mla", latent.where());
        arguments.state(stated, Fact.QUERY_RANK, "q_lora_rank");
        arguments.state(stated, Fact.KEY_VALUE_RANK, "kv_lora_rank");
        arguments.state(stated, Fact.POSITION_FREE, "qk_head_dim");
        arguments.state(stated, Fact.ROTARY, "qk_pos_emb_head_dim");
        arguments.state(stated, Fact.VALUE_WIDTH, "v_head_dim");
    }

    private void experts() {
        if (arguments.count("num_experts", "num_moe_experts").isEmpty()) {
            return;
        }
        arguments.state(stated, Fact.EXPERTS, "num_experts", "num_moe_experts");
        arguments.state(stated, Fact.TOP_K, "moe_router_topk");
        arguments.state(stated, Fact.EXPERT_FEED_FORWARD, "moe_ffn_hidden_size");
        arguments.state(stated, Fact.SHARED_EXPERT, "moe_shared_expert_intermediate_size");
        arguments.get("moe_layer_freq").ifPresent(pattern -> {
            Matcher leading = LEADING_DENSE.matcher(pattern.text());
            if (leading.find()) {
                int dense = (int) leading.group(1).chars().filter(c -> c == '0').count();
                stated.state(Fact.DENSE_LAYERS, dense, pattern.where());
            }
        });
    }

    private void batch() {
        arguments.state(stated, Fact.SEQUENCE_LENGTH, "seq_length", "encoder_seq_length");
        arguments.state(stated, Fact.MICRO_BATCH, "micro_batch_size");
        arguments.state(stated, Fact.GLOBAL_BATCH, "global_batch_size");
        arguments.state(stated, Fact.GPUS, "world_size");
        arguments.state(stated, Fact.DATA, "data_parallel_size");
    }

    private void layout() {
        arguments.state(stated, Fact.TENSOR, "tensor_model_parallel_size");
        arguments.state(stated, Fact.PIPELINE, "pipeline_model_parallel_size");
        arguments.state(stated, Fact.CONTEXT, "context_parallel_size");
        arguments.state(stated, Fact.EXPERT, "expert_model_parallel_size");
        if (arguments.count("num_experts", "num_moe_experts").isPresent()) {
            arguments.state(stated, Fact.EXPERT_TENSOR, "expert_tensor_parallel_size");
        }
        arguments.stateFlag(stated, Fact.SEQUENCE_PARALLEL, "sequence_parallel");
        virtualStages().ifPresent(chunks -> stated.state(Fact.VIRTUAL_PIPELINE, chunks, layoutWhere()));
    }

    private String layoutWhere() {
        return arguments
                .get("virtual_pipeline_model_parallel_size", "num_layers_per_virtual_pipeline_stage", "num_layers")
                .map(Argument::where)
                .orElse("");
    }

    private Optional<Integer> virtualStages() {
        Optional<Integer> stated =
                arguments.count("virtual_pipeline_model_parallel_size", "num_virtual_stages_per_pipeline_rank");
        Optional<Integer> layers = arguments.count("num_layers");
        int pipeline = arguments.count("pipeline_model_parallel_size").orElse(1);
        Optional<Integer> perChunk = arguments.count("num_layers_per_virtual_pipeline_stage");
        return stated.or(() -> layers.flatMap(all -> perChunk.map(part -> all / pipeline / part)))
                .filter(chunks -> chunks > 0);
    }

    private void sharding() {
        for (String name : new String[] {"use_megatron_fsdp", "use_custom_fsdp", "use_torch_fsdp2"}) {
            if (arguments.on(name)) {
                String where = arguments.get(name).orElseThrow().where();
                stated.state(Fact.ZERO, 3, where);
                stated.state(Fact.FULLY_SHARDED, true, where);
                return;
            }
        }
        Optional<Argument> stage = arguments.get("zero_stage").filter(s -> arguments.on("deepspeed"));
        Optional<Argument> distributed = arguments.get("use_distributed_optimizer");
        if (stage.isPresent()) {
            stated.state(
                    Fact.ZERO,
                    (int) RunNotes.number(stage.get().text()),
                    stage.get().where());
        } else if (distributed.isPresent()) {
            stated.state(
                    Fact.ZERO, distributed.get().on() ? 1 : 0, distributed.get().where());
        }
    }

    private void recompute() {
        String granularity = "recompute_granularity";
        Optional<Argument> said = arguments.get(granularity, "activations_checkpoint_granularity");
        if (said.isPresent()) {
            stated.state(
                    Fact.RECOMPUTE, recomputed(said.get().text()), said.get().where());
        } else if (arguments.prints(granularity)) {
            stated.state(Fact.RECOMPUTE, "none", "recompute_granularity None");
        }
    }

    /** With the block method a number of layers of each chunk is recomputed, else all of them. */
    private String recomputed(String granularity) {
        if (granularity.equals("selective")) {
            String modules = arguments.text("recompute_modules").replaceAll("[\\[\\]'\" ]", "");
            return modules.isEmpty() || modules.equals("core_attn") ? "selective" : "selective:" + modules;
        }
        Optional<Integer> layers = arguments.count("recompute_num_layers", "activations_checkpoint_num_layers");
        boolean block = arguments
                .get("recompute_method", "activations_checkpoint_method")
                .filter(method -> method.text().equals("block"))
                .isPresent();
        return block && layers.isPresent()
                ? "per-layer:" + layers.get() * virtualStages().orElse(1)
                : "full";
    }

    private void precision() {
        Optional<Argument> trainer =
                arguments.get("precision").filter(format -> format.text().startsWith("bf16"));
        String base = arguments.on("fp16") ? "fp16" : arguments.on("bf16") ? "bf16" : "";
        Optional<Argument> eight =
                arguments.get("fp8").filter(format -> !format.text().equalsIgnoreCase("false"));
        Optional<Argument> four =
                arguments.get("fp4").filter(format -> !format.text().equalsIgnoreCase("false"));
        if (four.isPresent()) {
            stated.state(Fact.PRECISION, "nvfp4", four.get().where());
        } else if (eight.isPresent()) {
            stated.state(Fact.PRECISION, eightBit(), eight.get().where());
        } else if (!base.isEmpty()) {
            stated.state(Fact.PRECISION, base, arguments.get(base).orElseThrow().where());
        } else if (trainer.isPresent()) {
            stated.suggest(Fact.PRECISION, "bf16", trainer.get().where());
        }
    }

    private String eightBit() {
        return switch (arguments.text("fp8_recipe").toLowerCase(Locale.ROOT)) {
            case "tensorwise" -> "fp8";
            case "blockwise" -> "fp8-block";
            case "mxfp8" -> "mxfp8";
            default -> "fp8-delayed";
        };
    }

    /** Transformer Engine chooses its own attention kernel; the local implementation says which it uses. */
    private void kernels() {
        arguments
                .get("transformer_impl")
                .filter(kind -> kind.text().equals("local"))
                .ifPresent(kind -> {
                    boolean flash = arguments.on("use_flash_attn", "use_flash_attn_v2");
                    String plain = arguments.on("masked_softmax_fusion") ? "megatron-fused" : "unfused";
                    stated.state(Fact.ATTENTION_KERNEL, flash ? "flash2" : plain, kind.where());
                });
        arguments
                .get("optimizer")
                .ifPresent(kind -> stated.state(Fact.OPTIMIZER, optimizer(kind.text()), kind.where()));
        if (arguments.on("optimizer_cpu_offload")) {
            stated.state(
                    Fact.OFFLOAD,
                    "optimizer",
                    arguments.get("optimizer_cpu_offload").orElseThrow().where());
        }
    }

    /** Megatron's "adam" decouples weight decay. */
    private static String optimizer(String name) {
        return name.equals("adam") ? "adamw" : name;
    }
}
