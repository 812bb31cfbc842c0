package dev.shardwright.planner.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** Measured runs: their import from logs. */
@Command(
        name = "runs",
        header = "Read your own training logs and network tests.",
        synopsisSubcommandLabel = "COMMAND",
        footer = {
            "",
            "Examples:",
            "  shardwright runs import train.log --model llama-3-8b --cluster dgx-h100 -o runs.jsonl",
            "  shardwright runs import all_reduce.txt --as fabric --cluster dgx-h100 -o my-cluster.json",
            "",
            ExitStatus.EXPLAINED
        })
final class RunsCommand {
    private RunsCommand() {}

    /** The command with its subcommands. */
    static CommandLine line(Console console) {
        return new CommandLine(new RunsCommand()).addSubcommand("import", new RunsImportCommand(console));
    }
}
