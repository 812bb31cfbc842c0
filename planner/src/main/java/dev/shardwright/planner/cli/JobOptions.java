package dev.shardwright.planner.cli;

import dev.shardwright.planner.request.JobFrame;
import dev.shardwright.simulator.catalog.Catalog;
import dev.shardwright.simulator.catalog.StackCatalog;
import dev.shardwright.simulator.hardware.Cluster;
import dev.shardwright.simulator.job.Numerics;
import dev.shardwright.simulator.job.Optimizer;
import dev.shardwright.simulator.job.Precision;
import dev.shardwright.simulator.job.Workload;
import dev.shardwright.simulator.model.Transformer;
import dev.shardwright.simulator.problem.InvalidInputException;
import dev.shardwright.simulator.stack.SoftwareStack;
import java.util.ArrayList;
import java.util.List;
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
            description = "fp32, fp16, bf16, fp8, fp8-block, mxfp8 or nvfp4; default bf16.")
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

    /** The GPU counts, in the order given. */
    List<Integer> deviceCounts(OptionReader reader) {
        return reader.readAll("--gpus", gpus, OptionReader::positive);
    }

    /** The job without its layout, on the first of the GPU counts. Throws InvalidInputException with all problems. */
    JobFrame frame(Catalog catalog, OptionReader reader) {
        requireAll(reader);
        List<Integer> counts = deviceCounts(reader);
        int devices = counts.isEmpty() ? 1 : counts.get(0);
        int length = reader.read("--sequence-length", sequenceLength, 1, OptionReader::positive);
        int batch = reader.read("--global-batch", globalBatch, 1, OptionReader::positive);
        Precision format = reader.read("--precision", precision, Precision.BF16, Precision::parse);
        Optimizer rule = reader.read("--optimizer", optimizer, Optimizer.ADAM, Optimizer::parse);
        List<Transformer> models = list(reader, "--model", model, catalog.models()::model);
        List<Cluster> clusters =
                list(reader, "--cluster", cluster, name -> catalog.hardware().cluster(name, devices));
        List<SoftwareStack> stacks = list(reader, "--stack", stack, catalog.stacks()::stack);
        reader.check();
        return new JobFrame(
                models.get(0),
                supporting(clusters.get(0), format),
                new Workload(length, batch),
                new Numerics(format, rule),
                stacks.get(0));
    }

    private static <T> List<T> list(
            OptionReader reader, String option, String text, java.util.function.Function<String, T> parse) {
        return reader.read(option, text, List.of(), name -> List.of(parse.apply(name)));
    }

    private void requireAll(OptionReader reader) {
        List<String> missing = new ArrayList<>();
        String[][] needed = {
            {"--model", model},
            {"--cluster", cluster},
            {"--gpus", gpus},
            {"--sequence-length", sequenceLength},
            {"--global-batch", globalBatch}
        };
        for (String[] option : needed) {
            if (option[1].isEmpty()) {
                missing.add(option[0]);
            }
        }
        reader.require(
                missing.isEmpty(),
                String.join(", ", missing),
                missing.size() == 1 ? "is missing." : "are missing.",
                "For example: --model llama-3-70b --cluster dgx-h100 --gpus 64 --sequence-length 8192"
                        + " --global-batch 512");
    }

    private static Cluster supporting(Cluster cluster, Precision precision) {
        if (!cluster.accelerator().supports(precision.operands())) {
            throw new InvalidInputException(
                    "--precision = " + precision.label(),
                    cluster.accelerator().name() + " has no " + precision.operands() + " matrix units.",
                    "Maybe use bf16, or fp16 on devices older than Ampere.");
        }
        return cluster;
    }
}
