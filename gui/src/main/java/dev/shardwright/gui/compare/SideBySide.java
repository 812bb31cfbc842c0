package dev.shardwright.gui.compare;

import dev.shardwright.gui.control.TextSheet;
import dev.shardwright.gui.session.ChosenLayout;
import dev.shardwright.planner.explain.PartDifference;
import dev.shardwright.planner.explain.Wording;
import dev.shardwright.planner.output.LayoutColumns;
import dev.shardwright.simulator.layout.Layout;
import dev.shardwright.simulator.report.Report;
import dev.shardwright.simulator.reportfile.JobText;
import dev.shardwright.simulator.reportfile.ReportFigure;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;

/** Pinned layouts, lettered in the order in which they were pinned: their jobs, choices and figures, and why one is faster. */
record SideBySide(List<ChosenLayout> layouts) {
    private static final List<ReportFigure> MORE_IS_BETTER = List.of(ReportFigure.TOKENS, ReportFigure.MFU);
    private static final List<ReportFigure> SHOWN = List.of(
            ReportFigure.ITERATION,
            ReportFigure.TOKENS,
            ReportFigure.MFU,
            ReportFigure.PEAK_MEMORY,
            ReportFigure.MEMORY_LIMIT,
            ReportFigure.DOLLARS);

    /** A line of the table: a cell for each layout; {@code best} is the place of the best one, or -1. */
    record Line(String name, List<String> cells, int best) {}

    SideBySide {
        layouts = List.copyOf(layouts);
    }

    static String letter(int place) {
        return String.valueOf((char) ('A' + place));
    }

    /** What is trained, then the choices in which the layouts differ, then figures. */
    List<Line> lines() {
        List<Line> lines = new ArrayList<>();
        addIfDifferent(lines, "model", layout -> JobText.model(layout.job().model()));
        addIfDifferent(lines, "cluster", layout -> JobText.cluster(layout.job().cluster()));
        addIfDifferent(
                lines, "workload", layout -> JobText.workload(layout.job().workload()));
        addIfDifferent(lines, "stack", layout -> JobText.stack(layout.job().stack()));
        lines.addAll(choices());
        for (ReportFigure figure : SHOWN) {
            lines.add(line(figure));
        }
        lines.add(new Line("verdict", cells(l -> l.report().memory().verdict().label()), -1));
        return lines;
    }

    /** The lines as they are copied. */
    TextSheet sheet() {
        List<String> headings = new ArrayList<>(List.of("figure"));
        headings.addAll(layouts.stream().map(ChosenLayout::name).toList());
        List<List<String>> rows = new ArrayList<>();
        for (Line line : lines()) {
            List<String> row = new ArrayList<>(List.of(line.name()));
            row.addAll(line.cells());
            rows.add(row);
        }
        return new TextSheet(headings, rows);
    }

    private void addIfDifferent(List<Line> lines, String name, Function<ChosenLayout, String> text) {
        List<String> cells = cells(text);
        if (cells.stream().distinct().count() > 1) {
            lines.add(new Line(name, cells, -1));
        }
    }

    private List<String> cells(Function<ChosenLayout, String> text) {
        return layouts.stream().map(text).toList();
    }

    private List<Line> choices() {
        List<Layout> all = layouts.stream().map(layout -> layout.job().layout()).toList();
        LayoutColumns columns = new LayoutColumns(all, LayoutColumns.Detail.SHORT);
        List<Line> lines = new ArrayList<>();
        for (int i = 0; i < columns.headings().size(); i++) {
            int column = i;
            List<String> cells = all.stream()
                    .map(layout -> columns.cells(layout).get(column))
                    .toList();
            if (cells.stream().distinct().count() > 1) {
                lines.add(new Line(columns.headings().get(column), cells, -1));
            }
        }
        return lines;
    }

    private Line line(ReportFigure figure) {
        boolean more = MORE_IS_BETTER.contains(figure);
        double sign = more ? -1 : 1;
        int best = IntStream.range(0, layouts.size())
                .boxed()
                .min(Comparator.comparingDouble(i -> sign * figure.value(report(i))))
                .orElse(-1);
        List<String> cells = cells(layout -> figure.text(layout.report()));
        boolean equal = cells.stream().distinct().count() == 1;
        return new Line(figure.label(), cells, equal ? -1 : best);
    }

    private Report report(int place) {
        return layouts.get(place).report();
    }

    /** One sentence for each layout but the fastest. */
    List<String> reasons() {
        if (!sameQuestion()) {
            return List.of("These are not the same job: compare their tokens/s/GPU and MFU.");
        }
        List<Integer> fastest = IntStream.range(0, layouts.size())
                .boxed()
                .sorted(Comparator.comparingDouble(i -> report(i).iteration().value()))
                .toList();
        return fastest.stream()
                .skip(1)
                .map(slower -> reason(fastest.get(0), slower))
                .toList();
    }

    /** Steps can be compared when they train the same model on as many tokens and devices. */
    private boolean sameQuestion() {
        return layouts.stream()
                        .map(layout -> List.of(
                                layout.job().model(),
                                layout.job().workload().tokens(),
                                layout.job().cluster().devices()))
                        .distinct()
                        .count()
                == 1;
    }

    private String reason(int better, int worse) {
        Report a = report(better);
        Report b = report(worse);
        double share = b.iteration().value() / a.iteration().value() - 1;
        String reason = PartDifference.between(a.time(), b.time()).reason();
        return letter(better) + " is faster than " + letter(worse) + " by " + Wording.percent(share)
                + (reason.isEmpty() ? "." : ": " + reason + ".") + " It peaks at "
                + Wording.gib(a.memory().peak()) + ", " + letter(worse) + " at "
                + Wording.gib(b.memory().peak()) + ".";
    }
}
