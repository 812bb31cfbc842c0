package dev.shardwright.planner.cli;

import dev.shardwright.planner.output.WholeFile;
import dev.shardwright.simulator.report.Report;
import dev.shardwright.simulator.reportfile.JobText;
import dev.shardwright.simulator.step.StepTimeline;
import dev.shardwright.simulator.trace.Trace;
import dev.shardwright.simulator.trace.TraceFormat;
import dev.shardwright.simulator.trace.TraceWriter;
import dev.shardwright.simulator.trace.drawing.Chart;
import dev.shardwright.simulator.trace.drawing.DrawingFormat;
import dev.shardwright.simulator.trace.drawing.TimelineChart;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes the timeline of a job's step to files. */
final class TimelineFiles {
    /** Fewer are written before anyone wonders. */
    private static final int MANY_TASKS = 500_000;

    private final Report report;
    private final Console console;

    TimelineFiles(Report report, Console console) {
        this.report = report;
        this.console = console;
    }

    void trace(Path path, StepTimeline step) {
        int tasks = step.timeline().graph().size();
        if (tasks > MANY_TASKS && console.terminal().progress()) {
            console.say("writing " + JobText.number(tasks) + " tasks to " + path + " ...");
        }
        TraceFormat format = TraceFormat.of(path.toString());
        Trace trace = Trace.of(title() + ", " + layout(), step);
        WholeFile.write(path, file -> TraceWriter.write(trace, format, Files.newOutputStream(file)));
        console.say("wrote " + path + ": open it at https://ui.perfetto.dev or in chrome://tracing");
    }

    void drawing(Path path, StepTimeline step) {
        DrawingFormat format = DrawingFormat.of(path.toString());
        Chart chart = TimelineChart.of(title(), layout(), step.timeline());
        WholeFile.write(path, file -> draw(chart, format, file));
        console.say("wrote " + path);
    }

    private static void draw(Chart chart, DrawingFormat format, Path file) throws IOException {
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
            format.write(chart, out);
        }
    }

    private String title() {
        return JobText.model(report.job().model()) + " on "
                + JobText.cluster(report.job().cluster());
    }

    private String layout() {
        return JobText.layout(report.job().layout());
    }
}
