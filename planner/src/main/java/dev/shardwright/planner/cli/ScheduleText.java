package dev.shardwright.planner.cli;

import dev.shardwright.planner.comparison.Comparison;
import dev.shardwright.planner.comparison.JobRow;
import dev.shardwright.planner.comparison.PassRow;
import dev.shardwright.planner.comparison.Remark;
import dev.shardwright.simulator.job.TrainingJob;
import dev.shardwright.simulator.reportfile.JobText;
import dev.shardwright.simulator.reportfile.ReportFigure;
import dev.shardwright.simulator.reportfile.TextTable;
import dev.shardwright.simulator.schedule.PassTimes;
import dev.shardwright.simulator.schedule.PipelineSchedule;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Schedules side by side, for people. */
final class ScheduleText {
    private static final String SAME =
            "Played: every pass in its order. Closed form: by the formulas that `plan` ranks by"
                    + " (docs/model/schedules). In flight: micro-batches whose activations the rank with most holds, each of one"
                    + " pp-th of the layers.";

    private final Console console;
    private final List<String> lines = new ArrayList<>();

    private ScheduleText(Console console) {
        this.console = console;
    }

    static List<String> ofPasses(
            Comparison<PassRow> comparison, int ranks, int microBatches, PassTimes times, Console console) {
        ScheduleText text = new ScheduleText(console);
        text.lines.add(ranks + " ranks, " + JobText.number(microBatches) + " micro-batches; forward "
                + number(times.forward()) + ", input gradient " + number(times.inputGradient()) + ", weight gradient "
                + number(times.weightGradient()) + ", hand-over " + number(times.handOver()));
        text.lines.add("");
        TextTable table = new TextTable()
                .left("schedule")
                .right("stages")
                .right("played")
                .right("closed form")
                .right("idle")
                .right("in flight")
                .right("sent/rank")
                .left("remarks");
        comparison.rows().forEach(row -> table.row(cells(row)));
        text.lines.addAll(console.heading(table.lines()));
        text.end(
                comparison.refused(),
                comparison.rows().stream().map(PassRow::schedule).toList());
        text.note(SAME + " Idle: share of the time that is no work. Sent: hand-overs of the rank with most.");
        return text.lines;
    }

    private static List<String> cells(PassRow row) {
        return List.of(
                row.schedule().name(),
                String.valueOf(row.schedule().virtualStages()),
                number(row.step()),
                number(row.closedForm()),
                ReportFigure.percent(row.idle()),
                number(row.inFlight()),
                JobText.number(row.handOvers()),
                remarks(row.schedule()));
    }

    static List<String> ofJob(Comparison<JobRow> comparison, TrainingJob base, Console console) {
        ScheduleText text = new ScheduleText(console);
        text.lines.add(JobText.model(base.model()) + " on " + JobText.cluster(base.cluster()));
        text.lines.add(JobText.workload(base.workload()) + ", " + JobText.numerics(base.numerics()) + ", "
                + JobText.stack(base.stack()));
        text.lines.addAll(console.wrapped(
                "layout: " + JobText.layout(base.layout()) + ", of which the schedule varies; "
                        + JobText.number(base.microBatches()) + " micro-batches on a replica",
                "",
                "  "));
        text.lines.add("");
        TextTable table = new TextTable()
                .left("schedule")
                .right("stages")
                .right("step time")
                .right("closed form")
                .right("idle")
                .right("in flight")
                .right("peak memory")
                .right("ledger")
                .left("verdict")
                .right("sent/rank")
                .left("remarks");
        comparison.rows().forEach(row -> table.row(cells(row)));
        text.lines.addAll(console.heading(table.lines()));
        text.end(
                comparison.refused(),
                comparison.rows().stream().map(JobRow::schedule).toList());
        text.note(SAME + " Idle: share of a step in which a rank does not compute, on average. Peak memory: of the"
                + " timeline; ledger: by formula, from which the verdict follows. Sent: bytes to the neighbours per step,"
                + " of the rank with most.");
        return text.lines;
    }

    private static List<String> cells(JobRow row) {
        return List.of(
                row.schedule().name(),
                String.valueOf(row.schedule().virtualStages()),
                ReportFigure.seconds(row.played().step().value()),
                ReportFigure.seconds(row.report().iteration().value()),
                ReportFigure.percent(row.played().idle()),
                number(row.inFlight()),
                ReportFigure.gibibytes(row.played().peak().inGibibytes()),
                ReportFigure.gibibytes(row.report().memory().peak().inGibibytes()),
                row.report().memory().verdict().label(),
                ReportFigure.gibibytes(row.played().sent().inGibibytes()),
                remarks(row.schedule()));
    }

    private static String remarks(PipelineSchedule schedule) {
        return Remark.of(schedule).stream().map(Remark::label).collect(Collectors.joining(", "));
    }

    /** Those that cannot be used, each with the rule that it breaks, and what the remarks mean. */
    private void end(List<Comparison.Refusal> refused, List<PipelineSchedule> shown) {
        lines.add("");
        for (Comparison.Refusal refusal : refused) {
            lines.addAll(console.wrapped(refusal.schedule().name() + ": " + refusal.reason(), "not used: ", "  "));
        }
        for (Remark remark : Remark.values()) {
            if (shown.stream().anyMatch(schedule -> Remark.of(schedule).contains(remark))) {
                note(remark.label() + ": " + remark.text());
            }
        }
    }

    private void note(String text) {
        lines.addAll(console.wrapped(text, "", ""));
    }

    /** Up to three digits behind the point. */
    private static String number(double value) {
        String text = String.format(Locale.ROOT, "%,.3f", value);
        return text.contains(".") ? text.replaceAll("0+$", "").replaceAll("\\.$", "") : text;
    }
}
