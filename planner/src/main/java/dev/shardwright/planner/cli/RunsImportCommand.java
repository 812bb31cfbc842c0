package dev.shardwright.planner.cli;

import dev.shardwright.planner.output.OutputFile;
import dev.shardwright.simulator.problem.InvalidInputException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Reads training logs into measured runs, or network tests into a cluster file. */
@Command(
        name = "import",
        header = "Turn training logs into measured runs, or nccl-tests output into a cluster file.",
        description = {
            "",
            "What a log states of its configuration fills the run; the options state the rest and must not contradict it.",
            "Each file holds one run. What nobody states is null, and listed: no option has a default here, each takes one value."
        },
        sortOptions = false,
        footer = {
            "",
            "Examples:",
            "  shardwright runs import train.log --model llama-3-8b --cluster dgx-h100 -o runs.jsonl",
            "  shardwright runs import all_reduce_*.txt --as fabric --cluster dgx-h100 -o my-cluster.json",
            "",
            ExitStatus.EXPLAINED
        })
final class RunsImportCommand implements Callable<Integer> {
    private final Console console;

    @Spec
    private CommandSpec spec;

    @Parameters(arity = "1..*", paramLabel = "LOG", description = "Logs, plain or packed with gzip.")
    private List<Path> logs = List.of();

    @Option(
            names = "--as",
            paramLabel = "runs|fabric",
            defaultValue = "runs",
            description = "Training logs as measured runs, or nccl-tests output as a cluster's links; default runs.")
    private String kind;

    @Option(
            names = "--format",
            paramLabel = "NAME",
            defaultValue = LogOptions.AUTO,
            description = "auto, megatron, nemo, torchtitan, nanotron, deepspeed or hf-trainer; default auto.")
    private String format;

    @Option(
            names = "--warmup",
            paramLabel = "N",
            defaultValue = "",
            description = "Logged steps to leave out after each start; default 5, or half of fewer than 10.")
    private String warmUp;

    @Option(
            names = "--collective",
            paramLabel = "NAME",
            defaultValue = "",
            description =
                    "What nccl-tests ran, if neither its output nor the file's name says so: all-reduce, all-gather,"
                            + " reduce-scatter, all-to-all or send-receive.")
    private String collective;

    @Option(names = "--job", paramLabel = "FILE", description = "A job file that says what the logs do not.")
    private Path job;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            description = "Where the runs or the cluster go; default the terminal.")
    private Path output;

    @Mixin
    private JobOptions jobOptions;

    @Mixin
    private LayoutOptions layout;

    RunsImportCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        if (output != null) {
            OutputFile.requireFolder(output);
        }
        LogOptions options = new LogOptions(spec.commandLine().getParseResult(), job, jobOptions, layout);
        String text = switch (kind) {
            case "runs" -> new RunsImport(console, options).text(logs, format, warmUp);
            case "fabric" -> new FabricImport(console, options).text(logs, collective, output);
            default -> throw new InvalidInputException("--as = " + kind, "must be runs or fabric.", "");
        };
        if (output == null) {
            console.print(text);
        } else {
            new OutputFile(output, text, false).write();
            console.say("wrote " + output);
        }
        return ExitStatus.DONE;
    }
}
