package dev.shardwright.planner.cli;

import dev.shardwright.planner.form.OptionReader;
import dev.shardwright.planner.importing.ImportContext;
import dev.shardwright.planner.importing.Imported;
import dev.shardwright.planner.importing.Importer;
import dev.shardwright.planner.importing.fact.JobField;
import dev.shardwright.planner.output.OutputFile;
import dev.shardwright.simulator.catalog.Catalog;
import dev.shardwright.simulator.jobfile.JobFile;
import dev.shardwright.simulator.jobfile.JobSources;
import dev.shardwright.simulator.problem.InvalidInputException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Reads a user's launch script or configuration as a job file. */
@Command(
        name = "import",
        header = "Read a launch script or a framework's configuration as a job file.",
        description = {
            "",
            "Megatron-LM scripts, torchtitan TOML, DeepSpeed JSON, Accelerate, nanotron, GPT-NeoX and LLM Foundry YAML,"
                    + " NeMo and Megatron-Bridge overrides, Galvatron JSON. Scripts are followed, never run.",
            "What was read, assumed and not understood is listed on the error stream."
        },
        sortOptions = false,
        footer = {
            "",
            "Examples:",
            "  shardwright import train.sh --model llama-3-70b --cluster dgx-h100 -o job.json",
            "  shardwright import train.py.sh ds_config.json --cluster dgx-a100-80gb --gpus 64 --set MICRO_BATCH=2",
            "",
            ExitStatus.EXPLAINED
        })
final class ImportCommand implements Callable<Integer> {
    private final Console console;

    @Parameters(arity = "1..*", paramLabel = "FILE", description = "The files of one job: a script, a configuration.")
    private List<Path> files = List.of();

    @Option(names = "--model", paramLabel = "NAME|FILE", description = "A preset or config.json; default as described.")
    private String model = "";

    @Option(names = "--cluster", paramLabel = "NAME|FILE", required = true, description = "A preset or a cluster file.")
    private String cluster;

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

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            description = "Where the job goes; default the terminal.")
    private Path output;

    ImportCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        if (output != null) {
            OutputFile.requireFolder(output);
        }
        Imported imported = Importer.read(files, context());
        new ImportText(console).say(imported);
        String text = JobFile.write(imported.job(), sources(imported));
        if (output == null) {
            console.print(text);
        } else {
            new OutputFile(output, text, false).write();
            console.say("wrote " + output);
        }
        return ExitStatus.DONE;
    }

    private ImportContext context() {
        Catalog catalog = Catalog.shipped();
        OptionReader reader = new OptionReader();
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

    private JobSources sources(Imported imported) {
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
