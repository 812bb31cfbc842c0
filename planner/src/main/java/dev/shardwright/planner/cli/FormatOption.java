package dev.shardwright.planner.cli;

import picocli.CommandLine.Option;

/** Whether a command prints for people or for programs. */
final class FormatOption {
    /** The output formats. */
    enum Format {
        text,
        json
    }

    @Option(
            names = "--format",
            paramLabel = "text|json",
            defaultValue = "text",
            description = "Print a text for people or JSON for programs; default ${DEFAULT-VALUE}.")
    private Format format;

    boolean json() {
        return format == Format.json;
    }
}
