package dev.shardwright.planner.cli;

import dev.shardwright.planner.form.JobForm;
import java.util.List;
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
    private String precision = "";

    @Option(
            names = "--optimizer",
            paramLabel = "NAME",
            description =
                    "adamw, adamw-16bit, adamw-8bit, paged-adamw-8bit, adafactor, sgd or muon; default adamw, or what the stack's adapters use.")
    private String optimizer = "";

    @Option(
            names = "--document-length",
            paramLabel = "TOKENS",
            description = "Tokens of the documents that sequences are packed from; default the whole sequence.")
    private String documentLength = "";

    @Option(
            names = "--expert-imbalance",
            paramLabel = "RATIO",
            description = "Tokens of the fullest expert-parallel rank over the mean; default 1, balanced.")
    private String expertImbalance = "";

    @Option(
            names = "--capacity-factor",
            paramLabel = "RATIO",
            description = "Tokens that an expert takes at most, over the mean; default 0, none dropped.")
    private String capacityFactor = "";

    @Option(
            names = "--lora-rank",
            paramLabel = "N",
            description = "Train adapters of this rank beside frozen weights; default: train every weight.")
    private String loraRank = "";

    @Option(
            names = "--lora-targets",
            paramLabel = "LIST",
            description = "Linear maps with adapters: all-linear, or query, key, value, query-key-value, output, gate,"
                    + " up, gate-up, down; default as the stack does.")
    private String loraTargets = "";

    @Option(
            names = "--lora-base",
            paramLabel = "FORMAT",
            description = "Frozen weights: 16-bit, nf4, nf4-double or int4; default 16-bit.")
    private String loraBase = "";

    @Option(names = "--qlora", description = "Adapters beside quantised weights, in the stack's format.")
    private boolean qlora;

    @Option(
            names = "--stack",
            paramLabel = "NAME|FILE",
            description = "Training software (`shardwright stack list`); default megatron-core.")
    private String stack = "";

    /** The options that were given. */
    List<String> given() {
        return form().texts().entrySet().stream()
                .filter(option -> !List.of("", "false").contains(option.getValue()))
                .map(Map.Entry::getKey)
                .sorted()
                .toList();
    }

    JobForm form() {
        return new JobForm(Map.ofEntries(
                Map.entry("--model", model),
                Map.entry("--cluster", cluster),
                Map.entry("--gpus", gpus),
                Map.entry("--sequence-length", sequenceLength),
                Map.entry("--global-batch", globalBatch),
                Map.entry("--document-length", documentLength),
                Map.entry("--expert-imbalance", expertImbalance),
                Map.entry("--capacity-factor", capacityFactor),
                Map.entry("--precision", precision),
                Map.entry("--optimizer", optimizer),
                Map.entry("--lora-rank", loraRank),
                Map.entry("--lora-targets", loraTargets),
                Map.entry("--lora-base", loraBase),
                Map.entry("--qlora", Boolean.toString(qlora)),
                Map.entry("--stack", stack)));
    }
}
