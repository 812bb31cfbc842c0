package dev.shardwright.planner.importing.format;

import dev.shardwright.planner.importing.fact.Argument;
import dev.shardwright.planner.importing.fact.Arguments;
import dev.shardwright.planner.importing.fact.Facts;
import dev.shardwright.planner.importing.fact.JobField;
import dev.shardwright.planner.importing.fact.ShapeField;
import java.util.Locale;
import java.util.Optional;

/** LLM Foundry's YAML (Composer with FSDP). */
public final class FoundryReader {
    private static final String FSDP = "fsdp_config.";

    private final Arguments arguments;
    private final Facts facts;

    private FoundryReader(Arguments arguments, Facts facts) {
        this.arguments = arguments;
        this.facts = facts;
    }

    public static boolean recognises(Arguments arguments) {
        return arguments.has("global_train_batch_size")
                || arguments.has("max_seq_len") && arguments.hasSection("train_loader.");
    }

    public static void read(Arguments arguments, Facts facts) {
        FoundryReader reader = new FoundryReader(arguments, facts);
        reader.batch();
        reader.sharding();
        reader.memory();
        reader.model();
        arguments.state(JobField.PRECISION, kind -> Words.precision(kind.text()), "precision");
        facts.assume(JobField.PRECISION, "bf16", "LLM Foundry's default");
        arguments.state(JobField.OPTIMIZER, kind -> Words.optimizer(kind.text(), facts), "optimizer.name");
        facts.imply(JobField.OPTIMIZER, "adamw");
        arguments.listUnknown(name -> name.matches(
                "(variables|tokenizer|train-loader|eval-loader|scheduler|optimizer|algorithms|callbacks|loggers|icl-tasks"
                        + "|eval-gauntlet|autoresume|load-.*|save-.*)(\\..*)?|run-name|seed|max-duration|eval-.*|progress-bar"
                        + "|log-.*|console-.*|device-eval-batch-size|python-log-level|data-local|data-remote|tokenizer-name"
                        + "|global-seed|model\\.(init-.*|use-auth-token|pretrained|attn-config\\.attn-impl|tokenizer-name"
                        + "|learned-pos-emb)|fsdp-config\\.(activation-checkpointing-reentrant|limit-all-gathers|mixed-precision"
                        + "|state-dict-type|verbose|sync-module-states|backward-prefetch|load-.*|use-orig-params)"));
    }

    private void batch() {
        arguments.state(JobField.SEQUENCE_LENGTH, "max_seq_len");
        arguments.state(JobField.GLOBAL_BATCH, "global_train_batch_size");
        arguments.get("device_train_microbatch_size", "device_train_grad_accum").ifPresent(size -> {
            if (size.text().equals("auto")) {
                facts.remark(size.name(), "auto", "Composer finds the largest that fits: add --micro-batch");
            } else {
                facts.state(JobField.MICRO_BATCH, size.text(), size.stated());
            }
        });
    }

    private void sharding() {
        Optional<Argument> strategy = arguments.get(FSDP + "sharding_strategy");
        strategy.ifPresent(kind -> facts.state(JobField.SHARDING, stage(kind.text()), kind.stated()));
        facts.assume(
                JobField.SHARDING,
                arguments.hasSection(FSDP) ? "3" : "0",
                arguments.hasSection(FSDP) ? "Composer's default strategy is FULL_SHARD" : "no fsdp_config: DDP");
        arguments.state(JobField.REPLICAS, FSDP + "data_parallel_replicate_degree");
        arguments
                .get(FSDP + "data_parallel_shard_degree")
                .filter(n -> !n.text().equals("-1"))
                .ifPresent(shard -> {
                    int replicas = facts.number(JobField.REPLICAS, 1).orElse(1);
                    int shards = shard.text().matches("[0-9]{1,7}") ? Integer.parseInt(shard.text()) : 1;
                    facts.state(JobField.DATA, String.valueOf((long) shards * replicas), shard.stated());
                });
        arguments.state(JobField.TENSOR, "tp_config.tensor_parallel_degree");
        arguments.get("tp_config.strategy");
        facts.imply(JobField.TENSOR, "1");
        facts.imply(
                JobField.SEQUENCE_PARALLEL,
                facts.get(JobField.TENSOR).orElse("1").equals("1") ? "off" : "on");
    }

    private static String stage(String strategy) {
        return switch (strategy.toUpperCase(Locale.ROOT)) {
            case "NO_SHARD" -> "0";
            case "SHARD_GRAD_OP", "_HYBRID_SHARD_ZERO2" -> "2";
            default -> "3";
        };
    }

    private void memory() {
        arguments.state(JobField.RECOMPUTE, on -> on.on() ? "full" : "none", FSDP + "activation_checkpointing");
        facts.imply(JobField.RECOMPUTE, "none");
        arguments
                .toggle(FSDP + "activation_cpu_offload")
                .ifPresent(on -> facts.remark("offload", "no activations", on.name() + " is not modelled"));
        arguments
                .toggle(FSDP + "cpu_offload")
                .ifPresent(on -> facts.state(JobField.OFFLOAD, "parameters", on.stated()));
        facts.imply(JobField.OFFLOAD, "none");
    }

    private void model() {
        arguments.get("model.pretrained_model_name_or_path").ifPresent(name -> facts.model(name.stated()));
        arguments.get("model.name");
        arguments.shape(ShapeField.LAYERS, "model.n_layers");
        arguments.shape(ShapeField.HIDDEN, "model.d_model");
        arguments.shape(ShapeField.HEADS, "model.n_heads");
        arguments.shape(ShapeField.KV_HEADS, "model.attn_config.kv_n_heads");
        arguments.shape(ShapeField.VOCABULARY, "model.vocab_size");
        arguments.shape(ShapeField.INNER, this::inner, "model.expansion_ratio");
        arguments.get("model.max_seq_len");
        arguments.shape(ShapeField.BIAS, no -> no.on() ? "none" : "all", "model.no_bias");
        facts.implyShape(ShapeField.BIAS, "all");
        boolean alibi = arguments.on("model.attn_config.alibi");
        boolean rope = arguments.on("model.attn_config.rope");
        facts.implyShape(ShapeField.POSITION_KIND, alibi ? "alibi" : rope ? "rotary" : "learned");
        facts.implyShape(
                ShapeField.POSITIONS, facts.get(JobField.SEQUENCE_LENGTH).orElse("2048"));
        facts.implyShape(ShapeField.NORM, "layer");
        facts.implyShape(ShapeField.ACTIVATION, "gelu");
        facts.implyShape(ShapeField.TIED, "on");
    }

    private String inner(Argument ratio) {
        int hidden = facts.number(ShapeField.HIDDEN, 1).orElse(1);
        return ratio.text().matches("[0-9]{1,3}(\\.[0-9]+)?")
                ? String.valueOf(Math.round(Double.parseDouble(ratio.text()) * hidden))
                : ratio.text();
    }
}
