package dev.shardwright.planner.cli;

import dev.shardwright.planner.form.JobForm;
import dev.shardwright.simulator.catalog.StackCatalog;
import java.util.Map;
import picocli.CommandLine.Option;

/** The options that say what to train, on what, and with which software. */
final class JobOptions {
    @Option(
            names = "--model",
            paramLabel = "NAME|FILE",
            description = "A preset (`shardwright model list`) or a Hugging Face config.json.")
    private String model = "";

    @Option(
            names = "--cluster",
            paramLabel = "NAME|FILE",
            description = "A preset (`shardwright hardware list`) or a cluster file.")
    private String cluster = "";

    @Option(
            names = "--gpus",
            paramLabel = "N[,N...]",
            description = "GPUs of the job; several counts are ranked together.")
    private String gpus = "";

    @Option(names = "--sequence-length", paramLabel = "TOKENS", description = "Tokens of a sequence.")
    private String sequenceLength = "";

    @Option(names = "--global-batch", paramLabel = "SEQUENCES", description = "Sequences of an optimizer step.")
    private String globalBatch = "";

    @Option(
            names = "--precision",
            paramLabel = "FORMAT",
            description = "fp32, fp16, bf16, fp8, fp8-delayed, fp8-row, fp8-block, mxfp8 or nvfp4; default bf16.")
    private String precision = "bf16";

    @Option(names = "--optimizer", paramLabel = "NAME", description = "adamw, adamw-8bit, sgd or muon; default adamw.")
    private String optimizer = "adamw";

    @Option(
            names = "--stack",
            paramLabel = "NAME|FILE",
            description = "Training software (`shardwright stack list`); default megatron-core.")
    private String stack = StackCatalog.DEFAULT;

    /** Whether any of the options that describe a job was given. */
    boolean given() {
        return !(model + cluster + gpus + sequenceLength + globalBatch).isEmpty();
    }

    String stackName() {
        return stack;
    }

    JobForm form() {
        return new JobForm(Map.of(
                "--model", model,
                "--cluster", cluster,
                "--gpus", gpus,
                "--sequence-length", sequenceLength,
                "--global-batch", globalBatch,
                "--precision", precision,
                "--optimizer", optimizer,
                "--stack", stack));
    }
}
