package dev.shardwright.planner.cli;

import dev.shardwright.planner.importing.Imported;
import dev.shardwright.planner.importing.Importer;
import dev.shardwright.planner.output.OutputFile;
import dev.shardwright.simulator.catalog.Catalog;
import dev.shardwright.simulator.jobfile.JobFile;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
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

    @Mixin
    private ImportOptions options;

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
        Imported imported = Importer.read(files, options.context(Catalog.shipped(), files.get(0)));
        new ImportText(console).say(imported);
        String text = JobFile.write(imported.job(), options.sources(imported));
        if (output == null) {
            console.print(text);
        } else {
            new OutputFile(output, text, false).write();
            console.say("wrote " + output);
        }
        return ExitStatus.DONE;
    }
}
