package dev.shardwright.planner.export;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.shardwright.simulator.job.TrainingJob;
import dev.shardwright.simulator.layout.ParallelDegrees;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/** The frameworks' own rules about their files, written from their sources and apart from the exporter. */
final class TargetRules {
    private static final Set<String> ACCELERATE_TOP = Set.of(
            "compute_environment",
            "distributed_type",
            "num_machines",
            "num_processes",
            "machine_rank",
            "rdzv_backend",
            "same_network",
            "main_training_function",
            "mixed_precision",
            "fp8_config",
            "fsdp_config",
            "parallelism_config");
    private static final Set<String> ACCELERATE_FSDP = Set.of(
            "fsdp_version",
            "fsdp_reshard_after_forward",
            "fsdp_auto_wrap_policy",
            "fsdp_state_dict_type",
            "fsdp_offload_params",
            "fsdp_activation_checkpointing",
            "fsdp_cpu_ram_efficient_loading");
    private static final Set<String> DEEPSPEED_TOP = Set.of(
            "train_batch_size",
            "train_micro_batch_size_per_gpu",
            "gradient_accumulation_steps",
            "bf16",
            "fp16",
            "data_types",
            "gradient_clipping",
            "zero_optimization",
            "tensor_parallel",
            "sequence_parallel_size",
            "expert_parallel",
            "optimizer",
            "scheduler");
    private static final Set<String> COMPOSER_FSDP = Set.of(
            "sharding_strategy",
            "data_parallel_shard_degree",
            "data_parallel_replicate_degree",
            "mixed_precision",
            "activation_checkpointing",
            "activation_checkpointing_reentrant",
            "activation_cpu_offload",
            "limit_all_gathers",
            "state_dict_type");
    private static final Set<String> GALVATRON = Set.of(
            "pp_deg",
            "tp_sizes_enc",
            "tp_consecutive_flags",
            "cp_sizes_enc",
            "dp_types_enc",
            "use_sp",
            "checkpoint",
            "ep_sizes_enc",
            "tp_of_ep_sizes_enc",
            "global_bsz",
            "chunks",
            "pp_division",
            "pipeline_type",
            "default_dp_type",
            "vtp",
            "vsp",
            "vcp",
            "vocab_sdp");

    private final ExportedConfig file;
    private final TrainingJob job;
    private final ParallelDegrees degrees;

    private TargetRules(ExportedConfig file) {
        this.file = file;
        this.job = file.job();
        this.degrees = job.layout().degrees();
    }

    /** Fails with the first rule of the framework that the file breaks, or the first thing in which it is not the plan. */
    static void check(Framework framework, ExportedConfig file) {
        TargetRules rules = new TargetRules(file);
        switch (framework) {
            case DEEPSPEED -> rules.deepSpeed();
            case ACCELERATE -> rules.accelerate();
            case NANOTRON -> rules.nanotron();
            case GPT_NEOX -> rules.neox();
            case GALVATRON -> rules.galvatron();
            case LLM_FOUNDRY -> rules.foundry();
            default -> throw new IllegalArgumentException(framework + " has rules of its own");
        }
    }

    private int world() {
        return job.cluster().devices();
    }

    private int zero() {
        return job.layout().memorySaving().sharding().stage().ordinal();
    }

    private void deepSpeed() {
        assertThat(file.keys()).isSubsetOf(DEEPSPEED_TOP);
        JsonNode arguments = ExportedConfig.read(file.files().get(1));
        int micro = file.number("train_micro_batch_size_per_gpu");
        int steps = file.number("gradient_accumulation_steps");
        int ranks = world() / degrees.tensor() / degrees.context();
        assertThat(micro * steps * ranks).isEqualTo(job.workload().globalBatch());
        if (file.config().has("train_batch_size")) {
            assertThat(file.number("train_batch_size")).isEqualTo(micro * steps * world());
        }
        assertThat(arguments.path("per_device_train_batch_size").asInt()).isEqualTo(micro);
        assertThat(arguments.path("gradient_accumulation_steps").asInt()).isEqualTo(steps);
        assertThat(arguments.path("bf16")).isEqualTo(file.at("bf16", "enabled"));
        assertThat(arguments.path("fp16")).isEqualTo(file.at("fp16", "enabled"));
        JsonNode optimizer = file.at("optimizer", "params");
        assertThat(arguments.path("learning_rate")).isEqualTo(optimizer.path("lr"));
        assertThat(arguments.path("adam_beta2"))
                .isEqualTo(optimizer.path("betas").path(1));
        assertThat(arguments.path("adam_epsilon")).isEqualTo(optimizer.path("eps"));
        assertThat(arguments.path("weight_decay")).isEqualTo(optimizer.path("weight_decay"));
        assertThat(arguments.path("max_grad_norm")).isEqualTo(file.at("gradient_clipping"));
        assertThat(arguments.path("max_steps")).isEqualTo(file.at("scheduler", "params", "total_num_steps"));
        assertThat(arguments.path("warmup_steps")).isEqualTo(file.at("scheduler", "params", "warmup_num_steps"));
        assertThat(file.is("bf16", "enabled") && file.is("fp16", "enabled")).isFalse();
        assertThat(file.number("zero_optimization", "stage")).isEqualTo(zero());
        if (file.at("zero_optimization").has("offload_param")) {
            assertThat(zero()).isEqualTo(3);
        }
        assertThat(degrees.pipeline()).isOne();
    }

    private void accelerate() {
        assertThat(file.keys()).isSubsetOf(ACCELERATE_TOP);
        assertThat(file.keys("fsdp_config")).isSubsetOf(ACCELERATE_FSDP);
        JsonNode sizes = file.at("parallelism_config");
        int product = 1;
        for (String key : file.keys("parallelism_config")) {
            assertThat(key).startsWith("parallelism_config_");
            product *= key.endsWith("_size") ? sizes.path(key).asInt() : 1;
        }
        assertThat(product).isEqualTo(world()).isEqualTo(file.number("num_processes"));
        int replicas = sizes.path("parallelism_config_dp_replicate_size").asInt();
        int shards = sizes.path("parallelism_config_dp_shard_size").asInt();
        boolean mesh = degrees.tensor() > 1 || degrees.context() > 1;
        assertThat(mesh && replicas > 1 && shards == 1).isFalse();
        assertThat(file.at("fsdp_config", "fsdp_reshard_after_forward").isBoolean())
                .isTrue();
        assertThat(file.at("fsdp_config", "fsdp_version").asInt()).isEqualTo(2);
        assertThat(file.number("num_processes") % file.number("num_machines")).isZero();
        assertThat(file.script())
                .contains("--per_device_train_batch_size=" + job.layout().microBatch())
                .contains("--gradient_accumulation_steps=" + job.microBatches());
    }

    private void nanotron() {
        JsonNode parallel = file.at("parallelism");
        int data = parallel.path("dp").asInt();
        int tensor = parallel.path("tp").asInt();
        int pipeline = parallel.path("pp").asInt();
        assertThat(data * tensor * pipeline).isEqualTo(world());
        int accumulation = file.number("tokens", "batch_accumulation_per_replica");
        assertThat(accumulation * data * file.number("tokens", "micro_batch_size"))
                .isEqualTo(job.workload().globalBatch());
        JsonNode model = file.at("model", "model_config");
        int heads = model.path("num_attention_heads").asInt();
        int groups = model.path("num_key_value_heads").asInt();
        assertThat(heads % tensor).isZero();
        assertThat(groups % tensor).isZero();
        assertThat(heads % groups).isZero();
        assertThat(model.has("is_llama_config") ^ model.has("is_qwen2_config")).isTrue();
        assertThat(model.has("sliding_window_size") && model.has("is_llama_config"))
                .isFalse();
        if (parallel.path("pp_engine").asText().equals("1f1b")) {
            assertThat(accumulation).isGreaterThanOrEqualTo(pipeline - 1);
        }
        assertThat(parallel.path("tp_linear_async_communication").asBoolean()
                        && !parallel.path("tp_mode").asText().equals("REDUCE_SCATTER"))
                .isFalse();
        assertThat(file.number("optimizer", "zero_stage")).isBetween(0, 1);
        assertThat(file.at("optimizer", "learning_rate_scheduler").has("lr_warmup_style"))
                .isTrue();
        assertThat(file.at("data_stages").path(0).path("start_training_step").asInt())
                .isOne();
        assertThat(model.path("hidden_size").asInt() % heads).isZero();
    }

    private void neox() {
        assertThat(file.keys()).isSubsetOf(NeoxKeys.ALL);
        int mp = file.number("model_parallel_size");
        int pp = Math.max(1, file.number("pipe_parallel_size"));
        int data = world() / mp / pp;
        assertThat(data * mp * pp).isEqualTo(file.number("global_num_gpus")).isEqualTo(world());
        assertThat(file.number("train_batch_size"))
                .isEqualTo(data
                        * file.number("train_micro_batch_size_per_gpu")
                        * file.number("gradient_accumulation_steps"))
                .isEqualTo(job.workload().globalBatch());
        int stage = file.number("zero_optimization", "stage");
        assertThat(stage).isEqualTo(zero());
        assertThat(file.number("pipe_parallel_size") >= 1 && stage >= 2).isFalse();
        assertThat(file.config().has("moe_num_experts") && stage >= 2).isFalse();
        int heads = file.number("num_attention_heads");
        int groups = file.config().has("num_kv_heads") ? file.number("num_kv_heads") : heads;
        assertThat(List.of(heads % mp, groups % mp, heads % groups, file.number("hidden_size") % heads))
                .containsOnly(0);
        assertThat(file.number("intermediate_size") % mp).isZero();
        assertThat(file.number("num_layers") % pp).isZero();
        assertThat(file.number("max_position_embeddings")).isGreaterThanOrEqualTo(file.number("seq_length"));
        assertThat(file.at("attention_config").path(0).path(1).asInt()).isEqualTo(file.number("num_layers"));
        if (pp > 1 && stage == 1 && file.at("precision").asText().equals("bfloat16")) {
            assertThat(file.at("data_types", "grad_accum_dtype").asText()).isEqualTo("fp32");
        }
    }

    private void galvatron() {
        assertThat(file.keys()).isSubsetOf(GALVATRON);
        int layers = job.model().layers().size();
        int pp = file.number("pp_deg");
        for (String key : file.keys()) {
            if (file.at(key).isTextual() && file.at(key).asText().contains(",") && !key.equals("pp_division")) {
                assertThat(numbers(key)).as(key).hasSize(layers);
            }
        }
        assertThat(numbers("pp_division")).hasSize(pp);
        assertThat(numbers("pp_division").stream().mapToInt(n -> n).sum()).isEqualTo(layers);
        int tensor = numbers("tp_sizes_enc").get(0);
        int context = numbers("cp_sizes_enc").get(0);
        assertThat(world() / pp % (tensor * context)).isZero();
        assertThat(file.number("global_bsz") % (world() / pp / tensor / context))
                .isZero();
        int data = world() / pp / tensor / context;
        assertThat(file.number("global_bsz"))
                .isEqualTo(file.number("chunks") * data * job.layout().microBatch());
        assertThat(tensor * context).isEqualTo(degrees.tensor() * degrees.context());
        assertThat(file.at("default_dp_type").asText())
                .isEqualTo(List.of("ddp", "?", "zero2", "zero3").get(data * context == 1 && zero() == 1 ? 0 : zero()));
    }

    private List<Integer> numbers(String key) {
        return Arrays.stream(file.at(key).asText().split(","))
                .map(Integer::valueOf)
                .toList();
    }

    private void foundry() {
        assertThat(file.keys("fsdp_config")).isSubsetOf(COMPOSER_FSDP);
        assertThat(file.keys())
                .contains(
                        "model",
                        "tokenizer",
                        "optimizer",
                        "scheduler",
                        "train_loader",
                        "max_duration",
                        "max_seq_len",
                        "device_eval_batch_size",
                        "global_train_batch_size");
        assertThat(file.number("global_train_batch_size") % world()).isZero();
        assertThat(file.number("global_train_batch_size") / world() % file.number("device_train_microbatch_size"))
                .isZero();
        assertThat(degrees.data()).isEqualTo(world());
        JsonNode fsdp = file.at("fsdp_config");
        if (fsdp.has("data_parallel_replicate_degree")) {
            assertThat(fsdp.path("data_parallel_replicate_degree").asInt()
                            * fsdp.path("data_parallel_shard_degree").asInt())
                    .isEqualTo(world());
        }
        assertThat(file.number("model", "d_model") % file.number("model", "n_heads"))
                .isZero();
        assertThat(file.at("max_seq_len")).isEqualTo(file.at("train_loader", "dataset", "max_seq_len"));
    }
}
