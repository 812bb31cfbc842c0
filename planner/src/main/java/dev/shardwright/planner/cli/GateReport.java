package dev.shardwright.planner.cli;

import dev.shardwright.planner.output.LayoutColumns;
import dev.shardwright.simulator.Simulator;
import dev.shardwright.simulator.job.ProposedJob;
import dev.shardwright.simulator.problem.Problem;
import dev.shardwright.simulator.report.Report;
import dev.shardwright.simulator.reportfile.JobText;
import dev.shardwright.simulator.reportfile.ReportFigure;
import dev.shardwright.simulator.reportfile.ReportText;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** What a gate says of a job, in Markdown. */
final class GateReport {
    /** Shares of usable memory, and of the baseline's speed that may be lost. */
    record Limits(double memory, double regression) {}

    record Baseline(String name, Report report) {}

    /** One line of the table. */
    private record Check(String name, String found, String limit, boolean passed) {
        String row() {
            return "| " + name + " | " + found + " | " + limit + " | " + (passed ? "pass" : "**fail**") + " |";
        }
    }

    private final String name;
    private final ProposedJob job;
    private final Limits limits;
    private final Optional<Baseline> baseline;
    private final List<Check> checks = new ArrayList<>();
    private final Optional<Report> report;

    GateReport(String name, ProposedJob job, Limits limits, Optional<Baseline> baseline) {
        this.name = name;
        this.job = job;
        this.limits = limits;
        this.baseline = baseline;
        List<Problem> broken = job.broken();
        report = broken.isEmpty() ? Optional.of(Simulator.simulate(job.job())) : Optional.empty();
        broken.forEach(problem -> checks.add(new Check(
                "legal", cell(problem.where() + ": " + problem.rule() + " " + problem.suggestion()), "-", false)));
        report.ifPresent(this::check);
    }

    boolean passed() {
        return checks.stream().allMatch(Check::passed);
    }

    private void check(Report found) {
        double share =
                (double) found.memory().peak().value() / found.memory().limit().value();
        String peak = ReportFigure.PEAK_MEMORY.text(found) + ", " + ReportFigure.percent(share) + " of "
                + ReportFigure.MEMORY_LIMIT.text(found);
        checks.add(new Check("peak memory", peak, percent(limits.memory()), share <= limits.memory()));
        baseline.ifPresent(old -> {
            double speed = ReportFigure.TOKENS.value(found) / ReportFigure.TOKENS.value(old.report());
            String text = ReportFigure.TOKENS.text(found) + " against " + ReportFigure.TOKENS.text(old.report()) + ", "
                    + String.format(Locale.ROOT, "%+.1f %%", 100 * (speed - 1));
            String limit = limits.regression() == 0 ? "no slower" : "-" + percent(limits.regression());
            checks.add(new Check(ReportFigure.TOKENS.label(), text, limit, speed >= 1 - limits.regression() - 1e-9));
        });
    }

    /** The whole report. */
    List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add("### Shardwright: " + (passed() ? "every check passed" : "a check failed") + " (" + cell(name) + ")");
        lines.add("");
        lines.add("| check | predicted | limit | |");
        lines.add("|---|---|---|---|");
        checks.forEach(check -> lines.add(check.row()));
        lines.add("");
        lines.add("- " + JobText.model(job.model()) + " on " + JobText.cluster(job.cluster()) + ", "
                + JobText.workload(job.workload()) + ", " + JobText.stack(job.stack()));
        lines.add("- " + JobText.layout(job.layout()));
        report.ifPresent(found -> {
            lines.add("- Step time " + ReportFigure.ITERATION.text(found) + ", MFU " + ReportFigure.MFU.text(found)
                    + ". " + ReportText.intervalNote(found));
            lines.add("- " + ReportText.memoryIntervalNote(found));
        });
        baseline.ifPresent(old -> lines.add("- Against " + cell(old.name()) + ": " + differences(old)));
        return lines;
    }

    private String differences(Baseline old) {
        String words = LayoutColumns.differences(old.report().job().layout(), job.layout()).stream()
                .map(d -> d.choice() + " " + d.after() + " instead of " + d.before())
                .collect(Collectors.joining(", "));
        return words.isEmpty() ? "the same layout." : words + ".";
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.4g %%", 100 * share).replaceAll("\\.?0+ %", " %");
    }

    /** Text from outside cannot leave its cell. */
    private static String cell(String text) {
        return text.replaceAll("\\R", " ")
                .replace("|", "\\|")
                .replace("<", "&lt;")
                .strip();
    }
}
