package dev.shardwright.gui.session;

import dev.shardwright.planner.plan.PlannedLayout;
import dev.shardwright.simulator.memory.MemoryCategory;
import dev.shardwright.simulator.memory.Verdict;
import dev.shardwright.simulator.report.Report;
import dev.shardwright.simulator.reportfile.JobText;
import dev.shardwright.simulator.reportfile.ReportFigure;
import dev.shardwright.simulator.reportfile.ReportText;
import dev.shardwright.simulator.step.StepFigures.Part;
import java.util.ArrayList;
import java.util.List;

/** One layout of the table, and what the detail pane says about it. {@code choices} stand under the answer's headings. */
public record LayoutRow(PlannedLayout planned, List<String> choices) {
    /** A smaller share would read as nothing. */
    private static final double LEAST_SHARE = 0.0005;

    private static final int NOT_RANKED = 0;

    /** A part of the step's time. */
    public record TimeShare(Part part, double seconds, String text) {}

    /** A category of the worst rank's memory. */
    public record MemoryShare(MemoryCategory category, double gibibytes, String text) {}

    public LayoutRow {
        choices = List.copyOf(choices);
    }

    /** A layout that is not among the answers; it has no choices, since it stands in no table. */
    public static LayoutRow candidate(Report report) {
        return new LayoutRow(new PlannedLayout(NOT_RANKED, report), List.of());
    }

    /** "#1", or "candidate" for a layout that is not among the answers. */
    public String name() {
        return planned.rank() == NOT_RANKED ? "candidate" : "#" + planned.rank();
    }

    public Report report() {
        return planned.report();
    }

    public String rank() {
        return String.valueOf(planned.rank());
    }

    public Verdict verdict() {
        return report().memory().verdict();
    }

    public String figure(ReportFigure figure) {
        return figure.text(report());
    }

    /** "58.1 / 79.1 GiB". */
    public String memory() {
        String peak = figure(ReportFigure.PEAK_MEMORY);
        return peak.substring(0, peak.indexOf(' ')) + " / " + figure(ReportFigure.MEMORY_LIMIT);
    }

    /** "#1: tp 4, pp 2, dp 8, ZeRO-1, micro-batch 1". */
    public String title() {
        return name() + "  " + JobText.layout(planned.job().layout());
    }

    /** "8.12 s per step (6.90 s to 9.75 s in 9 cases of 10)". */
    public String step() {
        return figure(ReportFigure.ITERATION) + " per step, "
                + figure(ReportFigure.ITERATION_LOW) + " to " + figure(ReportFigure.ITERATION_HIGH)
                + " in 9 cases of 10";
    }

    /** "58.1 GiB on every rank: fits (56.0 GiB to 66.1 GiB in 9 cases of 10)". */
    public String peak() {
        String doubt = ReportText.doubt(report());
        return figure(ReportFigure.PEAK_MEMORY) + " on " + worstRank() + ": "
                + verdict().label() + " ("
                + figure(ReportFigure.PEAK_MEMORY_LOW) + " to " + figure(ReportFigure.PEAK_MEMORY_HIGH)
                + " in 9 cases of 10" + (doubt.isEmpty() ? "" : "; " + doubt) + ")";
    }

    /** Where the step goes, without parts that take nothing. */
    public List<TimeShare> time() {
        double total = report().iteration().value();
        List<TimeShare> shares = new ArrayList<>();
        for (Part part : Part.values()) {
            double seconds = report().time().part(part).value();
            if (seconds > 0) {
                shares.add(new TimeShare(part, seconds, text(ReportFigure.seconds(seconds), seconds / total)));
            }
        }
        return shares;
    }

    /** Where the worst rank's memory goes, without categories that take nothing. */
    public List<MemoryShare> memoryShares() {
        double peak = report().memory().peak().inGibibytes();
        List<MemoryShare> shares = new ArrayList<>();
        report().memory().lines().forEach((category, bytes) -> {
            double gibibytes = bytes.inGibibytes();
            if (gibibytes > 0) {
                shares.add(new MemoryShare(
                        category, gibibytes, text(ReportFigure.gibibytes(gibibytes), gibibytes / peak)));
            }
        });
        return shares;
    }

    /** "rank of stage 0" where stages differ. */
    public String worstRank() {
        int stages = planned.job().layout().degrees().pipeline();
        return stages == 1
                ? "each rank"
                : "the worst rank (stage " + report().memory().stage() + ")";
    }

    private static String text(String value, double share) {
        return share < LEAST_SHARE ? value : value + ", " + ReportFigure.percent(share);
    }
}
