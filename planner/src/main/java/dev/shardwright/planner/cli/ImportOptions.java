package dev.shardwright.planner.cli;

import dev.shardwright.planner.form.OptionReader;
import dev.shardwright.planner.importing.ImportContext;
import dev.shardwright.planner.importing.Imported;
import dev.shardwright.planner.importing.fact.JobField;
import dev.shardwright.simulator.catalog.Catalog;
import dev.shardwright.simulator.jobfile.JobSources;
import dev.shardwright.simulator.problem.InvalidInputException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Option;

/** What is known of a job beside its launch script or configuration. */
final class ImportOptions {
    @Option(names = "--model", paramLabel = "NAME|FILE", description = "A preset or config.json; default as described.")
    private String model = "";

    @Option(names = "--cluster", paramLabel = "NAME|FILE", description = "A preset or a cluster file; scripts need it.")
    private String cluster = "";

    @Option(names = "--gpus", paramLabel = "N", description = "GPUs of the job; default as the files say.")
    private String gpus = "";

    @Option(names = "--sequence-length", paramLabel = "TOKENS", description = "Where no file states it.")
    private String sequenceLength = "";

    @Option(names = "--global-batch", paramLabel = "SEQUENCES", description = "Where no file states it.")
    private String globalBatch = "";

    @Option(names = "--micro-batch", paramLabel = "SEQUENCES", description = "Where no file states it.")
    private String microBatch = "";

    @Option(names = "--stack", paramLabel = "NAME|FILE", description = "Training software; default the framework's.")
    private String stack = "";

    @Option(names = "--set", paramLabel = "NAME=VALUE", description = "A variable of the script's environment.")
    private Map<String, String> variables = new LinkedHashMap<>();

    /** Whether anything is said beside the files. */
    boolean given() {
        return !(model + cluster + gpus + sequenceLength + globalBatch + microBatch + stack).isEmpty()
                || !variables.isEmpty();
    }

    /**
     * Throws InvalidInputException for a value that cannot be used, and without a cluster.
     *
     * @param file what is read, which names no machines
     */
    ImportContext context(Catalog catalog, Path file) {
        OptionReader reader = new OptionReader();
        reader.require(
                !cluster.isEmpty(),
                "--cluster",
                "is missing: " + file + " is no job file or plan that says on which machines it runs.",
                "Maybe use --cluster dgx-h100 (`shardwright hardware list`).");
        reader.check();
        ImportContext context = ImportContext.on(catalog.hardware().cluster(cluster, 1), catalog);
        if (!model.isEmpty()) {
            context = context.withModel(catalog.models().model(model));
        }
        if (!stack.isEmpty()) {
            context = context.withStack(catalog.stacks().stack(stack));
        }
        context = stating(context, reader, JobField.GPUS, "--gpus", gpus);
        context = stating(context, reader, JobField.SEQUENCE_LENGTH, "--sequence-length", sequenceLength);
        context = stating(context, reader, JobField.GLOBAL_BATCH, "--global-batch", globalBatch);
        context = stating(context, reader, JobField.MICRO_BATCH, "--micro-batch", microBatch);
        reader.check();
        for (Map.Entry<String, String> variable : variables.entrySet()) {
            context = context.setting(checked(variable.getKey()), variable.getValue());
        }
        return context;
    }

    private static ImportContext stating(
            ImportContext context, OptionReader reader, JobField field, String option, String text) {
        int value = reader.read(option, text, 0, OptionReader::positive);
        return value == 0 ? context : context.stating(field, String.valueOf(value));
    }

    private static String checked(String name) {
        if (!name.matches("[A-Za-z_][A-Za-z0-9_]*|[1-9][0-9]?")) {
            throw new InvalidInputException("--set " + name, "is no name of a shell variable.", "");
        }
        return name;
    }

    /** What the parts of the job were read from, as a job file names it. */
    JobSources sources(Imported imported) {
        JobSources named = JobSources.named(imported.job()).withCluster(cluster);
        if (!stack.isEmpty()) {
            named = named.withStack(stack);
        }
        if (!model.isEmpty()) {
            return named.withModel(model);
        }
        JobSources sources = named;
        return imported.ownModel()
                .map(own -> sources.withModelConfig(own.name(), own.json()))
                .orElse(named);
    }
}
