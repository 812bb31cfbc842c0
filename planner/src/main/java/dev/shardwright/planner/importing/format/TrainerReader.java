package dev.shardwright.planner.importing.format;

import dev.shardwright.planner.importing.fact.Argument;
import dev.shardwright.planner.importing.fact.Arguments;
import dev.shardwright.planner.importing.fact.Facts;
import dev.shardwright.planner.importing.fact.JobField;
import java.util.List;
import java.util.Optional;

/** Hugging Face TrainingArguments on a command line or in a file, and the names that tools around them have. */
public final class TrainerReader {
    private final Arguments arguments;
    private final Facts facts;

    private TrainerReader(Arguments arguments, Facts facts) {
        this.arguments = arguments;
        this.facts = facts;
    }

    /** @param arguments with the two dashes of a command line */
    public static boolean recognises(Arguments arguments) {
        return arguments.has("--per-device-train-batch-size")
                || arguments.has("--micro-batch-size", "--sequence-len") && arguments.has("--base-model");
    }

    public static void read(Arguments arguments, Facts facts) {
        TrainerReader reader = new TrainerReader(arguments, facts);
        arguments.get("--model-name-or-path", "--base-model", "--model-name").ifPresent(m -> facts.model(m.stated()));
        reader.batch();
        reader.memory();
        reader.numerics();
        arguments.listUnknown(TrainerReader::harmless);
    }

    private static boolean harmless(String name) {
        return name.matches(
                "--(learning-rate|lr-.*|weight-decay|warmup-.*|num-.*|adam-.*|max-(steps|grad-norm)|output-dir"
                        + "|overwrite-.*|logging-.*|save-.*|eval.*|seed|report-to|run-name|data.*|dataset.*|do-.*|tokenizer.*"
                        + "|cache-dir|push-to-hub|template|stage|finetuning-type|preprocessing.*|trust-.*|per-device-eval.*|plot-.*"
                        + "|ddp-.*|load-best.*|val-.*|torch-dtype|dataloader-.*|remove-.*|group-by-length|sft-.*|print-loss"
                        + "|enable-tensorboard|tensorboard-path|low-cpu-mem-usage|learning.*|attn-implementation|resume.*)");
    }

    private void batch() {
        arguments.state(JobField.MICRO_BATCH, "--per-device-train-batch-size", "--micro-batch-size");
        arguments.state(JobField.ACCUMULATION, "--gradient-accumulation-steps");
        if (facts.get(JobField.GLOBAL_BATCH).isEmpty()) {
            facts.assume(JobField.ACCUMULATION, "1", "the Trainer's default");
        }
        arguments.state(
                JobField.SEQUENCE_LENGTH,
                "--max-seq-length",
                "--max-seq-len",
                "--model-max-length",
                "--max-length",
                "--block-size",
                "--cutoff-len",
                "--sequence-len");
        arguments.state(JobField.TENSOR, "--tensor-parallel-size", "--tensor-model-parallel-size");
    }

    private void memory() {
        arguments
                .get("--deepspeed", "--deepspeed-config")
                .filter(file -> !file.values().isEmpty())
                .ifPresent(file -> {
                    if (facts.source(JobField.SHARDING).isEmpty()) {
                        facts.remark(file.name(), file.text(), "give this file, too, for what it says of sharding");
                    }
                });
        arguments.state(JobField.SHARDING, "--zero-stage");
        arguments.toggle("--offload").ifPresent(on -> facts.state(JobField.OFFLOAD, "optimizer", on.stated()));
        Optional<Argument> fsdp = arguments.get("--fsdp");
        fsdp.filter(Argument::on).ifPresent(on -> facts.state(JobField.SHARDING, stage(on.text()), on.stated()));
        fsdp.filter(on -> on.text().contains("offload"))
                .ifPresent(on -> facts.state(JobField.OFFLOAD, "parameters", on.stated()));
        arguments
                .toggle("--gradient-checkpointing")
                .ifPresent(on -> facts.state(JobField.RECOMPUTE, "full", on.stated()));
        facts.assume(JobField.RECOMPUTE, "none", "no --gradient_checkpointing");
        for (String adapter : List.of("--use-peft", "--lora-r", "--lora-rank", "--lora-dim", "--adapter")) {
            arguments
                    .get(adapter)
                    .filter(a -> a.on() && !a.text().equals("0"))
                    .ifPresent(on ->
                            facts.remark("adapters", "none", on.name() + ": add adapters to the job file by hand"));
        }
    }

    private static String stage(String words) {
        return words.contains("shard_grad_op") ? "2" : "3";
    }

    private void numerics() {
        arguments.toggle("--bf16").ifPresent(on -> facts.state(JobField.PRECISION, "bf16", on.stated()));
        arguments.toggle("--fp16").ifPresent(on -> facts.state(JobField.PRECISION, "fp16", on.stated()));
        arguments.state(JobField.PRECISION, kind -> Words.precision(kind.text()), "--dtype");
        arguments.state(JobField.OPTIMIZER, kind -> Words.optimizer(kind.text(), facts), "--optim", "--optimizer");
    }
}
