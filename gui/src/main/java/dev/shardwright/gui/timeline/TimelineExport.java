package dev.shardwright.gui.timeline;

import dev.shardwright.planner.output.WholeFile;
import dev.shardwright.simulator.job.TrainingJob;
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

/** Writes a played step as a drawing or a trace, by the file's name. Throws InvalidInputException when it cannot. */
record TimelineExport(TrainingJob job, StepTimeline step) {
    void write(Path file) {
        String name = file.getFileName().toString();
        if (name.contains(".json")) {
            TraceFormat format = TraceFormat.of(name);
            Trace trace = Trace.of(title() + ", " + layout(), step);
            WholeFile.write(file, path -> TraceWriter.write(trace, format, Files.newOutputStream(path)));
        } else {
            DrawingFormat format = DrawingFormat.of(name);
            Chart chart = TimelineChart.of(title(), layout(), step.timeline());
            WholeFile.write(file, path -> draw(chart, format, path));
        }
    }

    private static void draw(Chart chart, DrawingFormat format, Path file) throws IOException {
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
            format.write(chart, out);
        }
    }

    private String title() {
        return JobText.model(job.model()) + " on " + JobText.cluster(job.cluster());
    }

    private String layout() {
        return JobText.layout(job.layout());
    }
}
