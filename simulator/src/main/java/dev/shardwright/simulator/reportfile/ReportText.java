package dev.shardwright.simulator.reportfile;

import dev.shardwright.simulator.job.TrainingJob;
import dev.shardwright.simulator.memory.MemoryLedger;
import dev.shardwright.simulator.report.Interval;
import dev.shardwright.simulator.report.Report;
import dev.shardwright.simulator.step.StepFigures.Part;
import dev.shardwright.simulator.unit.Seconds;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A report for people: blocks of lines, the first line of each being its heading. */
public final class ReportText {
    private final Report report;

    private ReportText(Report report) {
        this.report = report;
    }

    /** The job, its headline figures, where the time goes, where the memory goes, and the conventions. */
    public static List<List<String>> blocks(Report report) {
        ReportText text = new ReportText(report);
        return List.of(text.job(), text.figures(), text.time(), text.memory(), text.notes());
    }

    /** Which FLOPs MFU counts, and against which peak. */
    public static String utilisationNote(Report report) {
        TrainingJob job = report.job();
        int perParameter = job.numerics().adaptation().trainsLayers() ? 6 : 4;
        var format = job.numerics().precision().operands();
        return ReportFigure.MFU.label() + " counts " + perParameter
                + " FLOPs per active parameter and token (no input embedding) and "
                + "attention over the full square, not recomputation, against the dense "
                + format.name().toLowerCase(Locale.ROOT) + " peak of "
                + job.cluster().accelerator().peak(format) + " per GPU.";
    }

    /** How wide the 90 % interval is, and why. */
    public static String intervalNote(Report report) {
        return "Step times are good to " + ends(report.interval()) + " in 9 cases of 10 ("
                + report.interval().reason() + ").";
    }

    /** The same of peak memory. */
    public static String memoryIntervalNote(Report report) {
        Interval memory = report.confidence().memory();
        return "Peak memory is good to " + ends(memory) + " (" + memory.reason() + ").";
    }

    /** What the interval of peak memory adds to the verdict; empty if nothing. */
    public static String doubt(Report report) {
        return report.mayNotFit() ? "the upper end of the interval does not fit" : "";
    }

    private static String ends(Interval interval) {
        return margin(interval.low()) + " / " + margin(interval.high());
    }

    private static String margin(double factor) {
        long percent = Math.round(100 * (factor - 1));
        return (percent < 0 ? "-" : "+") + Math.abs(percent) + " %";
    }

    private List<String> job() {
        TrainingJob job = report.job();
        return List.of(
                JobText.model(job.model()) + " on " + JobText.cluster(job.cluster()),
                JobText.workload(job.workload()) + ", " + JobText.numerics(job.numerics()) + ", "
                        + JobText.stack(job.stack()),
                "layout: " + JobText.layout(job.layout()));
    }

    private List<String> figures() {
        MemoryLedger memory = report.memory();
        TextTable table = new TextTable().left("figure").right("value").left("");
        row(
                table,
                ReportFigure.ITERATION,
                "90 % interval " + ReportFigure.ITERATION_LOW.text(report) + " to "
                        + ReportFigure.ITERATION_HIGH.text(report));
        row(table, ReportFigure.TOKENS, "");
        row(table, ReportFigure.MFU, "");
        row(
                table,
                ReportFigure.PEAK_MEMORY,
                "of " + ReportFigure.MEMORY_LIMIT.text(report) + ": "
                        + memory.verdict().label());
        table.row(List.of(
                "",
                "",
                "90 % interval " + ReportFigure.PEAK_MEMORY_LOW.text(report) + " to "
                        + ReportFigure.PEAK_MEMORY_HIGH.text(report)
                        + (doubt(report).isEmpty() ? "" : "; " + doubt(report))));
        if (report.job().cluster().dollarsPerDeviceHour() > 0) {
            row(
                    table,
                    ReportFigure.DOLLARS,
                    "at $" + ReportFigure.cents(report.job().cluster().dollarsPerDeviceHour()) + " per GPU-hour");
        }
        return table.lines();
    }

    private void row(TextTable table, ReportFigure figure, String remark) {
        table.row(List.of(figure.label(), figure.text(report), remark));
    }

    private List<String> time() {
        Seconds total = report.time().total();
        TextTable table =
                new TextTable().left("where the step goes").right("time").right("share");
        for (Part part : Part.values()) {
            double seconds = report.time().part(part).value();
            if (seconds > 0) {
                table.row(List.of(
                        part.label(), ReportFigure.seconds(seconds), ReportFigure.percent(seconds / total.value())));
            }
        }
        return table.lines();
    }

    private List<String> memory() {
        MemoryLedger memory = report.memory();
        int stages = report.job().layout().degrees().pipeline();
        String rank = stages == 1 ? "memory of a rank" : "memory of the worst rank (stage " + memory.stage() + ")";
        TextTable table = new TextTable().left(rank).right("peak").right("of limit");
        memory.lines().forEach((category, bytes) -> {
            if (bytes.value() > 0) {
                table.row(List.of(
                        category.label(),
                        ReportFigure.gibibytes(bytes.inGibibytes()),
                        ReportFigure.percent(
                                (double) bytes.value() / memory.limit().value())));
            }
        });
        return table.lines();
    }

    private List<String> notes() {
        List<String> notes = new ArrayList<>();
        notes.add(utilisationNote(report));
        notes.add(intervalNote(report));
        notes.add(memoryIntervalNote(report));
        return notes;
    }
}
