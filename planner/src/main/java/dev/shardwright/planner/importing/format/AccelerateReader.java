package dev.shardwright.planner.importing.format;

import dev.shardwright.planner.importing.fact.Argument;
import dev.shardwright.planner.importing.fact.Arguments;
import dev.shardwright.planner.importing.fact.Facts;
import dev.shardwright.planner.importing.fact.JobField;
import java.util.Locale;

/** The YAML of {@code accelerate launch --config_file}. Batch and sequence length stand in the user's script. */
public final class AccelerateReader {
    private static final String FSDP = "fsdp_config.fsdp_";
    private static final String PARALLEL = "parallelism_config.parallelism_config_";
    private static final String DEEPSPEED = "deepspeed_config.";
    private static final String MEGATRON = "megatron_lm_config.megatron_lm_";

    private final Arguments arguments;
    private final Facts facts;

    private AccelerateReader(Arguments arguments, Facts facts) {
        this.arguments = arguments;
        this.facts = facts;
    }

    public static boolean recognises(Arguments arguments) {
        return arguments.has("distributed_type", "compute_environment");
    }

    public static void read(Arguments arguments, Facts facts) {
        AccelerateReader reader = new AccelerateReader(arguments, facts);
        arguments.state(JobField.GPUS, "num_processes");
        String scaling =
                arguments.text("fp8_config.fp8_backend", "fp8_config.backend").orElse("TE");
        arguments.state(JobField.PRECISION, kind -> precision(kind.text(), scaling), "mixed_precision");
        facts.imply(JobField.PRECISION, "fp32");
        reader.fsdp();
        reader.degrees();
        reader.deepSpeed();
        reader.megatron();
        arguments.listUnknown(name -> name.matches(
                "compute-environment|distributed-type|num-machines|machine-rank|main-.*|rdzv-backend|same-network|tpu-.*"
                        + "|use-cpu|downcast-bf16|debug|enable-cpu-affinity|gpu-ids|dynamo-config.*|fsdp-config\\.fsdp-("
                        + "auto-wrap-policy|transformer-layer-cls-to-wrap|state-dict-type|cpu-ram-.*|sync-.*|use-orig-params"
                        + "|backward-prefetch.*|forward-prefetch|min-num-params|version)|deepspeed-config\\.(gradient-clipping"
                        + "|zero3-.*|deepspeed-multinode-launcher|offload-.*-path|deepspeed-moe.*)"));
    }

    /** torchao has one scale per tensor, Transformer Engine scales with a delay. */
    private static String precision(String kind, String scaling) {
        if (kind.equals("fp8")) {
            return scaling.equalsIgnoreCase("AO") ? "fp8" : "fp8-delayed";
        }
        return kind.equals("no") ? "fp32" : Words.precision(kind);
    }

    private void fsdp() {
        arguments.state(
                JobField.SHARDING,
                kind -> stage(kind.text()),
                FSDP + "reshard_after_forward",
                FSDP + "sharding_strategy");
        if (arguments.hasSection("fsdp_config.")) {
            facts.assume(JobField.SHARDING, "3", "FSDP shards parameters unless told otherwise");
        }
        arguments
                .toggle(FSDP + "offload_params")
                .ifPresent(on -> facts.state(JobField.OFFLOAD, "parameters", on.stated()));
        arguments.state(JobField.RECOMPUTE, on -> on.on() ? "full" : "none", FSDP + "activation_checkpointing");
    }

    /** FSDP 2 has true and false, FSDP 1 the names or numbers of torch's strategies. */
    private static String stage(String word) {
        return switch (word.toUpperCase(Locale.ROOT)) {
            case "FALSE", "SHARD_GRAD_OP", "2", "HYBRID_SHARD_ZERO2", "5" -> "2";
            case "NO_SHARD", "3" -> "0";
            default -> "3";
        };
    }

    private void degrees() {
        arguments.state(JobField.TENSOR, PARALLEL + "tp_size");
        arguments.state(JobField.CONTEXT, PARALLEL + "cp_size");
        arguments.state(
                JobField.CONTEXT_METHOD,
                kind -> kind.text().equals("alltoall") ? "ring" : "all-gather",
                PARALLEL + "cp_comm_strategy");
        facts.imply(JobField.CONTEXT_METHOD, "all-gather");
        arguments.get(PARALLEL + "sp_size").filter(n -> !n.text().equals("1")).ifPresent(n -> {
            facts.state(JobField.CONTEXT, n.text(), n.stated());
            facts.state(JobField.CONTEXT_METHOD, "ulysses", n.stated());
        });
        arguments.state(JobField.REPLICAS, PARALLEL + "dp_replicate_size");
        int replicas = facts.number(JobField.REPLICAS, 1).orElse(1);
        arguments
                .get(PARALLEL + "dp_shard_size")
                .filter(n -> n.text().matches("[0-9]{1,7}"))
                .ifPresent(n -> facts.state(
                        JobField.DATA, String.valueOf((long) replicas * Integer.parseInt(n.text())), n.stated()));
        facts.imply(JobField.SEQUENCE_PARALLEL, "off");
    }

    private void deepSpeed() {
        arguments.state(JobField.SHARDING, DEEPSPEED + "zero_stage");
        arguments.state(JobField.ACCUMULATION, DEEPSPEED + "gradient_accumulation_steps");
        offload("offload_optimizer_device", "optimizer");
        offload("offload_param_device", "parameters");
        arguments.get(DEEPSPEED + "deepspeed_config_file").ifPresent(file -> {
            if (facts.source(JobField.SHARDING).isEmpty()) {
                facts.remark(file.name(), file.text(), "give this file, too, for what it says of sharding");
            }
        });
    }

    private void offload(String key, String what) {
        arguments
                .get(DEEPSPEED + key)
                .filter(Argument::on)
                .ifPresent(device -> facts.state(JobField.OFFLOAD, what, device.stated()));
    }

    private void megatron() {
        arguments.state(JobField.TENSOR, MEGATRON + "tp_degree");
        arguments.state(JobField.PIPELINE, MEGATRON + "pp_degree");
        arguments.state(JobField.ACCUMULATION, MEGATRON + "num_micro_batches");
        arguments.state(JobField.SEQUENCE_PARALLEL, on -> on.on() ? "on" : "off", MEGATRON + "sequence_parallelism");
        arguments.state(JobField.RECOMPUTE, on -> on.on() ? "selective" : "none", MEGATRON + "recompute_activations");
        arguments
                .toggle(MEGATRON + "use_distributed_optimizer")
                .ifPresent(on -> facts.state(JobField.SHARDING, "1", on.stated()));
    }

    /** Where nothing says otherwise. */
    public static void defaults(Facts facts) {
        facts.assume(JobField.SHARDING, "0", "neither FSDP nor DeepSpeed");
        facts.assume(JobField.RECOMPUTE, "none", "no file asks for it");
        if (facts.get(JobField.GLOBAL_BATCH).isEmpty()) {
            facts.assume(JobField.ACCUMULATION, "1", "no file states accumulation");
        }
        facts.imply(JobField.OPTIMIZER, "adamw");
        facts.imply(JobField.OFFLOAD, "none");
    }
}
