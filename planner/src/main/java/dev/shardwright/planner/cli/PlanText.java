package dev.shardwright.planner.cli;

import dev.shardwright.planner.output.LayoutColumns;
import dev.shardwright.planner.output.LayoutColumns.Detail;
import dev.shardwright.planner.plan.Plan;
import dev.shardwright.planner.plan.PlannedLayout;
import dev.shardwright.planner.plan.Remark;
import dev.shardwright.planner.request.Objective;
import dev.shardwright.planner.request.PlanningRequest;
import dev.shardwright.simulator.job.TrainingJob;
import dev.shardwright.simulator.memory.Verdict;
import dev.shardwright.simulator.report.Report;
import dev.shardwright.simulator.reportfile.JobText;
import dev.shardwright.simulator.reportfile.ReportFigure;
import dev.shardwright.simulator.reportfile.ReportText;
import dev.shardwright.simulator.reportfile.TextTable;
import dev.shardwright.simulator.step.StepFigures.Part;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** A plan for people: the question, the ranked layouts, where their time goes, why, and what to type next. */
final class PlanText {
    private static final int LABEL_WIDTH = 9;

    private final PlanningRequest request;
    private final Plan plan;
    private final Console console;

    PlanText(PlanningRequest request, Plan plan, Console console) {
        this.request = request;
        this.plan = plan;
        this.console = console;
    }

    /** The whole text, ending with how well the hardware is known and a suggested next command. */
    List<String> lines(String evidence, String next) {
        List<String> lines = new ArrayList<>(question());
        lines.add("");
        lines.addAll(console.heading(table()));
        lines.addAll(shared());
        lines.add("");
        lines.add("Where the step goes, in %:");
        lines.addAll(console.heading(times()));
        lines.add("");
        lines.addAll(remarks());
        lines.addAll(notes(evidence));
        lines.addAll(labelled("Next:", next));
        return lines;
    }

    /** What was asked and how the search ended. */
    List<String> question() {
        var frame = request.frame();
        String counts = request.deviceCounts().stream().map(JobText::number).collect(Collectors.joining(" or "));
        String where = request.deviceCounts().size() == 1
                ? JobText.cluster(frame.cluster())
                : counts + " x " + frame.cluster().accelerator().name() + " ("
                        + frame.cluster().name() + ")";
        List<String> lines = new ArrayList<>(
                console.heading(console.wrapped(JobText.model(frame.model()) + " on " + where, "", "")));
        lines.addAll(console.wrapped(
                JobText.workload(frame.workload()) + ", " + JobText.numerics(frame.numerics()) + ", "
                        + JobText.stack(frame.stack()),
                "",
                ""));
        lines.addAll(console.wrapped(
                plan.search().sentence(request.goal().objective().label()), "", ""));
        return lines;
    }

    private List<Report> reports() {
        return plan.layouts().stream().map(PlannedLayout::report).toList();
    }

    /** The table of layouts, shorter where the terminal is narrow. */
    private List<String> table() {
        List<String> whole = layouts(Detail.FULL);
        boolean fits = whole.stream()
                .allMatch(line -> line.length() <= console.terminal().columns());
        return fits ? whole : layouts(Detail.SHORT);
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
                full ? "memory / limit" : "memory", full ? PlanText::memoryOfLimit : ReportFigure.PEAK_MEMORY::text);
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

    private List<String> shared() {
        String shared = columns(Detail.FULL).shared();
        return shared.isEmpty() ? List.of() : console.wrapped("In each: " + shared + ".", "   ", "   ");
    }

    private List<String> times() {
        List<Part> parts = Arrays.stream(Part.values())
                .filter(part -> reports().stream().anyMatch(r -> share(r, part) >= 0.0005))
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
        return share < 0.0005 ? "-" : String.format(Locale.ROOT, "%.1f", 100 * share);
    }

    /** Remarks of one kind stand under one label. */
    private List<String> remarks() {
        List<String> lines = new ArrayList<>();
        String last = "";
        for (Remark remark : plan.remarks()) {
            String label = remark.kind().label() + ":";
            lines.addAll(labelled(label.equals(last) ? "" : label, remark.text()));
            last = label;
        }
        return lines;
    }

    private List<String> labelled(String label, String text) {
        String indent = " ".repeat(LABEL_WIDTH);
        return console.wrapped(text, (label + indent).substring(0, LABEL_WIDTH), indent);
    }

    private List<String> notes(String evidence) {
        Report best = plan.layouts().get(0).report();
        List<String> lines = new ArrayList<>();
        lines.addAll(labelled("Notes:", ReportText.intervalNote(best)));
        lines.addAll(labelled("", ReportText.utilisationNote(best)));
        lines.addAll(labelled(
                "",
                "Memory is that of the worst rank; a process can use " + ReportFigure.MEMORY_LIMIT.text(best)
                        + " of each GPU."));
        if (!evidence.isEmpty()) {
            lines.addAll(labelled("", evidence));
        }
        return lines;
    }
}
