package dev.shardwright.planner.importing.format;

import dev.shardwright.planner.importing.fact.Arguments;
import dev.shardwright.planner.importing.fact.Facts;
import dev.shardwright.planner.importing.fact.JobField;

/** nanotron's YAML. */
public final class NanotronReader {
    private static final String PARALLEL = "parallelism.";

    private NanotronReader() {}

    public static boolean recognises(Arguments arguments) {
        return arguments.hasSection("tokens.") && arguments.has(PARALLEL + "tp");
    }

    public static void read(Arguments arguments, Facts facts) {
        arguments.state(JobField.SEQUENCE_LENGTH, "tokens.sequence_length");
        arguments.state(JobField.MICRO_BATCH, "tokens.micro_batch_size");
        arguments.state(JobField.ACCUMULATION, "tokens.batch_accumulation_per_replica");
        facts.assume(JobField.ACCUMULATION, "1", "nanotron's default");
        degrees(arguments, facts);
        memory(arguments, facts);
        arguments.state(JobField.PRECISION, kind -> Words.precision(kind.text()), "model.dtype");
        arguments.state(
                JobField.OPTIMIZER, kind -> Words.optimizer(kind.text(), facts), "optimizer.optimizer_factory.name");
        facts.imply(JobField.OPTIMIZER, "adamw");
        HuggingFaceKeys.read(arguments, facts, "model.model_config.");
        arguments.get("model.make_vocab_size_divisible_by");
        arguments.get("model.model_config.is_llama_config");
        arguments.listUnknown(
                name -> name.matches(
                        "(checkpoints|data-stages|general|logging|lighteval|profiler|tokenizer|s3-upload|metrics-logging)(\\..*)?"
                                + "|optimizer\\..*|tokens\\..*|model\\.(init-method|ddp-bucket-cap-mb).*|model\\.model-config\\..*"));
    }

    private static void degrees(Arguments arguments, Facts facts) {
        arguments.state(JobField.TENSOR, PARALLEL + "tp");
        arguments.state(JobField.PIPELINE, PARALLEL + "pp");
        arguments.state(JobField.DATA, PARALLEL + "dp");
        arguments.state(JobField.CONTEXT, PARALLEL + "context_parallel_size");
        arguments.state(JobField.EXPERT, PARALLEL + "expert_parallel_size");
        arguments.state(JobField.EXPERT_TENSOR, PARALLEL + "expert_tensor_parallel_size");
        for (JobField field : new JobField[] {JobField.TENSOR, JobField.PIPELINE, JobField.CONTEXT, JobField.EXPERT}) {
            facts.imply(field, "1");
        }
        boolean split = arguments
                .text(PARALLEL + "tp_mode")
                .filter("REDUCE_SCATTER"::equals)
                .isPresent();
        boolean alone = facts.get(JobField.TENSOR).orElse("1").equals("1");
        arguments.state(JobField.SEQUENCE_PARALLEL, mode -> split && !alone ? "on" : "off", PARALLEL + "tp_mode");
        facts.imply(JobField.SEQUENCE_PARALLEL, "off");
        arguments.state(JobField.SCHEDULE, kind -> Words.schedule(kind.text()), PARALLEL + "pp_engine");
        facts.imply(JobField.SCHEDULE, "1f1b");
        arguments.get(PARALLEL + "tp_linear_async_communication");
        arguments.get(PARALLEL + "tp_recompute_allgather");
        arguments.get(PARALLEL + "moe_layer_recompute");
        long gpus = 1;
        for (JobField field : new JobField[] {JobField.TENSOR, JobField.PIPELINE, JobField.CONTEXT, JobField.DATA}) {
            gpus *= facts.number(field, 1).orElse(1);
        }
        if (facts.get(JobField.DATA).isPresent()) {
            facts.assume(JobField.GPUS, String.valueOf(gpus), "the product of the degrees in the file");
        }
    }

    /** Stages 2 and 3 are taken and act as 1. */
    private static void memory(Arguments arguments, Facts facts) {
        arguments.state(JobField.SHARDING, stage -> stage.text().equals("0") ? "0" : "1", "optimizer.zero_stage");
        facts.imply(JobField.SHARDING, "0");
        arguments.state(JobField.RECOMPUTE, on -> on.on() ? "full" : "none", PARALLEL + "recompute_layer");
        facts.imply(JobField.RECOMPUTE, "none");
        arguments.get("optimizer.accumulate_grad_in_fp32");
    }
}
