package dev.shardwright.planner.cli;

import dev.shardwright.planner.comparison.JobRow;
import dev.shardwright.planner.output.WholeFile;
import dev.shardwright.simulator.Simulator;
import dev.shardwright.simulator.catalog.FileFailure;
import dev.shardwright.simulator.problem.InvalidInputException;
import dev.shardwright.simulator.reportfile.JobText;
import dev.shardwright.simulator.schedule.ExplicitOrder;
import dev.shardwright.simulator.schedule.PassTimes;
import dev.shardwright.simulator.schedule.PipelineSchedule;
import dev.shardwright.simulator.step.Detail;
import dev.shardwright.simulator.trace.drawing.Chart;
import dev.shardwright.simulator.trace.drawing.DrawingFormat;
import dev.shardwright.simulator.trace.drawing.ScheduleChart;
import dev.shardwright.simulator.trace.drawing.TimelineChart;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** Draws schedules into a folder, one file each. */
final class ScheduleDrawings {
    private final Path folder;
    private final Console console;

    /** Makes the folder; throws InvalidInputException when it cannot. */
    ScheduleDrawings(Path folder, Console console) {
        this.folder = folder;
        this.console = console;
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new InvalidInputException(
                    "--draw = " + folder, "cannot be made: " + FileFailure.reason(e) + ".", "Name another folder.");
        }
    }

    void passes(PipelineSchedule schedule, int ranks, int microBatches, PassTimes times) {
        write(schedule, ScheduleChart.of(schedule, ranks, microBatches, times));
    }

    void job(JobRow row) {
        var job = row.report().job();
        Chart chart = TimelineChart.of(
                JobText.model(job.model()) + " on " + JobText.cluster(job.cluster()),
                JobText.layout(job.layout()),
                Simulator.timeline(job, Detail.PASSES).timeline());
        write(row.schedule(), chart);
    }

    private void write(PipelineSchedule schedule, Chart chart) {
        Path file = folder.resolve(name(schedule) + ".svg");
        WholeFile.write(file, part -> {
            try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(part))) {
                DrawingFormat.SVG.write(chart, out);
            }
        });
        console.say("wrote " + file);
    }

    /** Two numbers of virtual stages of one schedule do not share a file. */
    private static String name(PipelineSchedule schedule) {
        int stages = schedule.virtualStages();
        String name = schedule instanceof ExplicitOrder ? "order" : schedule.name();
        return stages > 1 ? name + "-" + stages : name;
    }
}
