package dev.shardwright.planner.cli;

import dev.shardwright.planner.diagnosis.Bottleneck;
import dev.shardwright.planner.diagnosis.Change;
import dev.shardwright.planner.diagnosis.Diagnosis;
import dev.shardwright.planner.diagnosis.Diagnosis.Factor;
import dev.shardwright.simulator.problem.Problem;
import dev.shardwright.simulator.report.Report;
import dev.shardwright.simulator.reportfile.JobText;
import dev.shardwright.simulator.reportfile.ReportFigure;
import dev.shardwright.simulator.reportfile.TextTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A diagnosis for people: the job, whether it runs, what binds it, single changes, and the best plan. */
record DiagnosisText(Diagnosis diagnosis, Console console) {
    private static final int LABEL_WIDTH = 9;

    List<String> lines() {
        List<String> lines = new ArrayList<>(job());
        lines.add("");
        now(lines);
        lines.add("");
        lines.addAll(changes());
        lines.add("");
        lines.addAll(labelled("Best:", best()));
        return lines;
    }

    private List<String> job() {
        var job = diagnosis.job();
        List<String> lines = new ArrayList<>(console.heading(
                console.wrapped(JobText.model(job.model()) + " on " + JobText.cluster(job.cluster()), "", "")));
        lines.addAll(console.wrapped(
                JobText.workload(job.workload()) + ", " + JobText.numerics(job.numerics()) + ", "
                        + JobText.stack(job.stack()),
                "",
                ""));
        lines.addAll(console.wrapped("layout: " + JobText.layout(job.layout()), "", "  "));
        return lines;
    }

    private void now(List<String> lines) {
        for (Problem problem : diagnosis.broken()) {
            lines.addAll(labelled("Illegal:", problem.where() + ": " + problem.rule() + " " + problem.suggestion()));
        }
        diagnosis.now().ifPresent(report -> {
            lines.addAll(labelled("Now:", figures(report)));
            lines.addAll(labelled("Binds:", Bottleneck.of(report)));
        });
        diagnosis.failure().ifPresent(failure -> lines.addAll(labelled("Failed:", String.join(" ", failure.words()))));
    }

    private static String figures(Report report) {
        return ReportFigure.ITERATION.text(report) + " per step (90 % interval "
                + ReportFigure.ITERATION_LOW.text(report) + " to " + ReportFigure.ITERATION_HIGH.text(report) + "), "
                + ReportFigure.TOKENS.text(report) + " tokens/s/GPU, MFU " + ReportFigure.MFU.text(report)
                + "; peak memory " + memory(report) + ".";
    }

    /** "71.5 GiB of 79.2 GiB: fits with 7.7 GiB left". */
    private static String memory(Report report) {
        double left = left(report);
        String verdict = report.memory().verdict().label();
        return ReportFigure.PEAK_MEMORY.text(report) + " of " + ReportFigure.MEMORY_LIMIT.text(report) + ": " + verdict
                + (left < 0
                        ? ", " + ReportFigure.gibibytes(-left) + " too much"
                        : ", " + ReportFigure.gibibytes(left) + " left");
    }

    private static double left(Report report) {
        return report.memory().limit().inGibibytes() - report.memory().peak().inGibibytes();
    }

    private List<String> changes() {
        if (diagnosis.changes().isEmpty()) {
            return console.wrapped(
                    diagnosis.runs()
                            ? "No single change makes the step shorter by half a percent or more."
                            : "No single change, and no two of them, make it run.",
                    "",
                    "");
        }
        boolean runs = diagnosis.runs();
        TextTable table = new TextTable()
                .right("#")
                .left(runs ? "single changes that make it faster" : "changes that make it run")
                .right("step time");
        if (runs) {
            table.right("change").right("90 % interval");
        }
        table.right("memory").right("left");
        int rank = 1;
        for (Change change : diagnosis.changes()) {
            table.row(row(rank++, change));
        }
        return console.heading(table.lines());
    }

    private List<String> row(int rank, Change change) {
        Report after = change.after();
        List<String> cells =
                new ArrayList<>(List.of(String.valueOf(rank), change.words(), ReportFigure.ITERATION.text(after)));
        diagnosis.factor(after).ifPresent(factor -> {
            cells.add(percent(factor.predicted()));
            cells.add(ends(factor));
        });
        cells.add(diagnosis
                .now()
                .map(before -> signed(after.memory().peak().inGibibytes()
                        - before.memory().peak().inGibibytes()))
                .orElse(ReportFigure.PEAK_MEMORY.text(after)));
        cells.add(ReportFigure.gibibytes(left(after)));
        return cells;
    }

    private static String ends(Factor factor) {
        return percent(factor.low()) + " to " + percent(factor.high());
    }

    private static String percent(double factor) {
        return String.format(Locale.ROOT, "%+.1f %%", 100 * (factor - 1));
    }

    private static String signed(double gibibytes) {
        return String.format(Locale.ROOT, "%+.1f GiB", gibibytes);
    }

    private String best() {
        if (diagnosis.plan().layouts().isEmpty()) {
            return "no layout of this job fits. "
                    + diagnosis.plan().remarks().get(0).text();
        }
        Report best = diagnosis.plan().layouts().get(0).report();
        boolean same = best.job().layout().equals(diagnosis.job().layout());
        if (same) {
            return "this is the best layout already.";
        }
        String gain = diagnosis
                .factor(best)
                .map(f -> ", " + percent(f.predicted()) + " (" + ends(f) + ")")
                .orElse("");
        return JobText.layout(best.job().layout()) + ": " + ReportFigure.ITERATION.text(best) + gain + "; "
                + memory(best) + ".";
    }

    private List<String> labelled(String label, String text) {
        String indent = " ".repeat(LABEL_WIDTH);
        return console.wrapped(text, (label + indent).substring(0, LABEL_WIDTH), indent);
    }
}
