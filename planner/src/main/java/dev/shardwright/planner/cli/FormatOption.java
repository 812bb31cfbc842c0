package dev.shardwright.planner.cli;

import dev.shardwright.simulator.problem.InvalidInputException;
import picocli.CommandLine.Option;

/** Whether a command prints for people or for programs. */
final class FormatOption {
    @Option(
            names = "--format",
            paramLabel = "text|json",
            defaultValue = "text",
            description = "Print a text for people or JSON for programs; default ${DEFAULT-VALUE}.")
    private String format;

    /** Throws InvalidInputException for an unknown format, so commands ask before they work. */
    boolean json() {
        return switch (format) {
            case "json" -> true;
            case "text" -> false;
            default -> throw new InvalidInputException("--format = " + format, "must be text or json.", "");
        };
    }
}
