package dev.shardwright.planner.importing.format;

import dev.shardwright.planner.importing.fact.Argument;
import dev.shardwright.planner.importing.fact.Arguments;
import dev.shardwright.planner.importing.fact.Facts;
import dev.shardwright.planner.importing.fact.JobField;
import java.util.Map;
import java.util.Optional;

/** ds_config.json: sharding, batch and precision. What the model recomputes is decided elsewhere. */
public final class DeepSpeedReader {
    private static final String ZERO = "zero_optimization.";
    private static final String AUTO = "auto";

    private final Arguments arguments;
    private final Facts facts;

    private DeepSpeedReader(Arguments arguments, Facts facts) {
        this.arguments = arguments;
        this.facts = facts;
    }

    public static boolean recognises(Arguments arguments) {
        return arguments.hasSection("zero_optimization.") || arguments.has("train_micro_batch_size_per_gpu");
    }

    public static void read(Arguments arguments, Facts facts) {
        DeepSpeedReader reader = new DeepSpeedReader(arguments, facts);
        reader.common();
        reader.degrees();
        arguments.listUnknown(DeepSpeedReader::harmless);
    }

    /** Batch, sharding and formats: the part that GPT-NeoX has, too. */
    static void common(Arguments arguments, Facts facts) {
        new DeepSpeedReader(arguments, facts).common();
    }

    static boolean harmless(String name) {
        return name.matches("(scheduler|optimizer\\.params|fp16|bf16|data-types|activation-checkpointing|flops-profiler"
                + "|tensorboard|wandb|csv-monitor|comms-logger|aio|autotuning|checkpoint|curriculum-learning|compile"
                + "|elasticity|compression-training|hybrid-engine|data-efficiency)\\..*|gradient-clipping|prescale-gradients"
                + "|steps-per-print|wall-clock-breakdown|dump-state|zero-allow-untested-optimizer|communication-data-type"
                + "|zero-force-ds-cpu-optimizer|gradient-predivide-factor|sparse-gradients|disable-allgather"
                + "|memory-breakdown|zero-optimization\\.(reduce-bucket-size|allgather-bucket-size|overlap-comm"
                + "|contiguous-gradients|reduce-scatter|allgather-partitions|sub-group-size|round-robin-gradients"
                + "|load-from-fp32-weights|stage3-.*|cpu-offload-.*|ignore-unused-parameters|elastic-checkpoint"
                + "|offload-(optimizer|param)\\..*)");
    }

    private Optional<Argument> stated(String... names) {
        return arguments.get(names).filter(argument -> !argument.text().equals(AUTO));
    }

    private void common() {
        stated("train_micro_batch_size_per_gpu")
                .ifPresent(n -> facts.state(JobField.MICRO_BATCH, n.text(), n.stated()));
        stated("gradient_accumulation_steps", "gas")
                .ifPresent(n -> facts.state(JobField.ACCUMULATION, n.text(), n.stated()));
        stated("train_batch_size").ifPresent(n -> facts.state(JobField.GLOBAL_BATCH, n.text(), n.stated()));
        sharding();
        stated("bf16.enabled")
                .filter(Argument::on)
                .ifPresent(on -> facts.state(JobField.PRECISION, "bf16", on.stated()));
        stated("fp16.enabled").filter(Argument::on).ifPresent(on -> {
            boolean brain =
                    arguments.text("fp16.type").filter("bfloat16"::equals).isPresent();
            facts.state(JobField.PRECISION, brain ? "bf16" : "fp16", on.stated());
        });
        stated("optimizer.type")
                .ifPresent(kind -> facts.state(JobField.OPTIMIZER, Words.optimizer(kind.text(), facts), kind.stated()));
    }

    private void sharding() {
        stated(ZERO + "stage").ifPresent(n -> facts.state(JobField.SHARDING, n.text(), n.stated()));
        stated(ZERO + "cpu_offload")
                .filter(Argument::on)
                .ifPresent(on -> facts.state(JobField.OFFLOAD, "optimizer", on.stated()));
        stated(ZERO + "offload_optimizer.device")
                .filter(Argument::on)
                .ifPresent(device -> facts.state(JobField.OFFLOAD, "optimizer", device.stated()));
        stated(ZERO + "offload_param.device")
                .filter(Argument::on)
                .ifPresent(device -> facts.state(JobField.OFFLOAD, "parameters", device.stated()));
        // A secondary partition of 1 is DeepSpeed's word for none; shards over 1 rank are replicas on all.
        Map<String, Integer> least = Map.of("mics_shard_size", 1, "zero_hpz_partition_size", 2);
        for (String key : new String[] {"mics_shard_size", "zero_hpz_partition_size"}) {
            stated(ZERO + key)
                    .filter(n -> n.text().matches("[1-9][0-9]{0,6}"))
                    .filter(n -> Integer.parseInt(n.text()) >= least.get(key))
                    .ifPresent(size -> facts.state(JobField.REPLICAS, "gpus/" + size.text(), size.stated()));
        }
    }

    private void degrees() {
        stated("tensor_parallel.autotp_size").ifPresent(n -> facts.state(JobField.TENSOR, n.text(), n.stated()));
        stated("expert_parallel.autoep_size").ifPresent(n -> {
            facts.state(JobField.EXPERT, n.text(), n.stated());
            facts.imply(JobField.EXPERT_TENSOR, "1");
        });
        stated("sequence_parallel_size").ifPresent(n -> {
            facts.state(JobField.CONTEXT, n.text(), n.stated());
            facts.imply(JobField.CONTEXT_METHOD, "ulysses");
        });
        arguments.get("tensor_parallel.tp.tp_size");
        arguments.get("expert_parallel.enabled");
    }

    /** Where nothing says otherwise. */
    public static void defaults(Facts facts) {
        facts.assume(JobField.SHARDING, "0", "DeepSpeed shards nothing without zero_optimization.stage");
        facts.assume(JobField.PRECISION, "fp32", "neither bf16 nor fp16 is enabled");
        facts.assume(JobField.RECOMPUTE, "none", "the model's code decides; no file asks for it");
        facts.imply(JobField.OPTIMIZER, "adamw");
        facts.imply(JobField.OFFLOAD, "none");
        if (facts.get(JobField.GLOBAL_BATCH).isEmpty()) {
            facts.assume(JobField.ACCUMULATION, "1", "DeepSpeed's default");
        }
    }
}
