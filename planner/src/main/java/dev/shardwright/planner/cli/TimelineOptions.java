package dev.shardwright.planner.cli;

import dev.shardwright.planner.output.WholeFile;
import dev.shardwright.simulator.trace.TraceFormat;
import dev.shardwright.simulator.trace.drawing.DrawingFormat;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The options that ask for a step event by event. */
final class TimelineOptions {
    @Option(names = "--explain", description = "Print why the step takes as long as it does, from its timeline.")
    private boolean explain;

    @Option(
            names = "--trace",
            paramLabel = "FILE",
            description = "Write the timeline as FILE.json or FILE.json.gz, to open in Perfetto.")
    private Path trace;

    @Option(names = "--draw", paramLabel = "FILE", description = "Draw the timeline as FILE.svg or FILE.png.")
    private Path drawing;

    /** Throws InvalidInputException for files that could not be written, so commands ask before they work. */
    void check() {
        if (trace != null) {
            TraceFormat.of(trace.toString());
            WholeFile.requirePlace(trace);
        }
        if (drawing != null) {
            DrawingFormat.of(drawing.toString());
            WholeFile.requirePlace(drawing);
        }
    }

    boolean explain() {
        return explain;
    }

    Optional<Path> trace() {
        return Optional.ofNullable(trace);
    }

    Optional<Path> drawing() {
        return Optional.ofNullable(drawing);
    }
}
