package dev.shardwright.planner.cli;

import dev.shardwright.planner.output.LayoutColumns;
import dev.shardwright.planner.output.LayoutColumns.Detail;
import dev.shardwright.planner.plan.Plan;
import dev.shardwright.planner.plan.PlannedLayout;
import dev.shardwright.planner.request.Objective;
import dev.shardwright.planner.request.PlanningRequest;
import dev.shardwright.simulator.job.TrainingJob;
import dev.shardwright.simulator.memory.Verdict;
import dev.shardwright.simulator.report.Report;
import dev.shardwright.simulator.reportfile.JobText;
import dev.shardwright.simulator.reportfile.ReportFigure;
import dev.shardwright.simulator.reportfile.TextTable;
import dev.shardwright.simulator.step.StepFigures.Part;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

/** The tables of a plan: its layouts with their figures, and where their time goes. */
record PlanTables(PlanningRequest request, Plan plan) {
    /** Parts that round to nothing in every layout are left out. */
    private static final double SHOWN = 0.0005;

    /** The ranked layouts with their figures, in a shorter form where the whole one is wider than {@code width}. */
    List<String> layouts(int width) {
        List<String> whole = layouts(Detail.FULL);
        return whole.stream().allMatch(line -> line.length() <= width) ? whole : layouts(Detail.SHORT);
    }

    private List<String> layouts(Detail detail) {
        LayoutColumns columns = columns(detail);
        TextTable table = new TextTable().right("#");
        boolean counts = request.deviceCounts().size() > 1;
        if (counts) {
            table.right("gpus");
        }
        columns.addTo(table);
        figures(detail).forEach((heading, figure) -> table.right(heading));
        table.left("");
        for (PlannedLayout layout : plan.layouts()) {
            Report report = layout.report();
            List<String> cells = new ArrayList<>(List.of(String.valueOf(layout.rank())));
            if (counts) {
                cells.add(JobText.number(layout.job().cluster().devices()));
            }
            cells.addAll(columns.cells(layout.job().layout()));
            figures(detail).values().forEach(figure -> cells.add(figure.apply(report)));
            cells.add(verdict(report, detail));
            table.row(cells);
        }
        return table.lines();
    }

    private Map<String, Function<Report, String>> figures(Detail detail) {
        Map<String, Function<Report, String>> figures = new LinkedHashMap<>();
        boolean full = detail == Detail.FULL;
        figures.put(full ? ReportFigure.ITERATION.label() : "step", ReportFigure.ITERATION::text);
        figures.put(full ? ReportFigure.TOKENS.label() : "tok/s/GPU", ReportFigure.TOKENS::text);
        figures.put(ReportFigure.MFU.label(), ReportFigure.MFU::text);
        if (priced()) {
            figures.put(ReportFigure.DOLLARS.label(), ReportFigure.DOLLARS::text);
        }
        figures.put(
                full ? "memory / limit" : "memory", full ? PlanTables::memoryOfLimit : ReportFigure.PEAK_MEMORY::text);
        return figures;
    }

    private static String verdict(Report report, Detail detail) {
        Verdict verdict = report.memory().verdict();
        return detail == Detail.SHORT && verdict == Verdict.NEAR_LIMIT ? "near" : verdict.label();
    }

    private static String memoryOfLimit(Report report) {
        String peak = ReportFigure.PEAK_MEMORY.text(report);
        return peak.substring(0, peak.indexOf(' ')) + " / " + ReportFigure.MEMORY_LIMIT.text(report);
    }

    /** Prices matter where they are the objective or where GPU counts differ. */
    private boolean priced() {
        return request.frame().cluster().dollarsPerDeviceHour() > 0
                && (request.goal().objective() instanceof Objective.Cheapest
                        || request.deviceCounts().size() > 1);
    }

    private LayoutColumns columns(Detail detail) {
        return new LayoutColumns(
                plan.layouts().stream()
                        .map(PlannedLayout::job)
                        .map(TrainingJob::layout)
                        .toList(),
                detail);
    }

    /** What the layouts have in common; empty if there is nothing to say. */
    String shared() {
        return columns(Detail.FULL).shared();
    }

    /** The shares of the step by part, in percent. */
    List<String> times() {
        List<Part> parts = Arrays.stream(Part.values())
                .filter(part -> plan.layouts().stream().anyMatch(l -> share(l.report(), part) >= SHOWN))
                .toList();
        TextTable table = new TextTable().right("#");
        parts.forEach(part -> table.right(part.label()));
        for (PlannedLayout layout : plan.layouts()) {
            List<String> cells = new ArrayList<>(List.of(String.valueOf(layout.rank())));
            parts.forEach(part -> cells.add(cell(share(layout.report(), part))));
            table.row(cells);
        }
        return table.lines();
    }

    private static double share(Report report, Part part) {
        return report.time().part(part).value() / report.iteration().value();
    }

    private static String cell(double share) {
        return share < SHOWN ? "-" : String.format(Locale.ROOT, "%.1f", 100 * share);
    }
}
