package dev.shardwright.gui.whatif;

import dev.shardwright.gui.control.TextSheet;
import dev.shardwright.planner.explain.Wording;
import dev.shardwright.planner.sweep.SweepFigure;
import dev.shardwright.planner.sweep.SweepPoint;
import dev.shardwright.simulator.report.Report;
import dev.shardwright.simulator.reportfile.ReportFigure;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** The points of the curves as a table of text. */
final class PointTable {
    /** What the columns mean. */
    static final List<String> LESSONS = List.of(
            "What the curves run along",
            "Predicted time of one optimizer step with the best layout",
            "Within these times nine of ten measured steps lie, by the errors of such predictions",
            "Tokens that all GPUs together train on in a second",
            "Model FLOPs utilisation: what the model needs as a share of what the GPUs could compute",
            "Peak memory of the worst rank",
            "What it costs to train on a billion tokens, at the cluster's price per GPU-hour",
            "The layout of the shortest step, or why there is none");

    private static final String ABSENT = "-";

    private PointTable() {}

    static TextSheet of(Curves curves) {
        List<SweepFigure> figures = curves.figures();
        SweepFigure cost = figures.get(figures.size() - 1);
        List<String> headings = List.of(
                curves.supposition().along().label(),
                SweepFigure.STEP.label(),
                "9 cases of 10",
                SweepFigure.TOKENS.label(),
                ReportFigure.MFU.label(),
                ReportFigure.PEAK_MEMORY.label(),
                cost.label(),
                "best layout");
        return new TextSheet(
                headings,
                curves.points().stream().map(point -> row(curves, point, cost)).toList());
    }

    private static List<String> row(Curves curves, SweepPoint point, SweepFigure cost) {
        List<String> cells =
                new ArrayList<>(List.of(curves.supposition().along().text(point.value())));
        if (point.best().isEmpty()) {
            cells.addAll(Collections.nCopies(LESSONS.size() - 2, ABSENT));
            cells.add(point.outcome().reason());
            return cells;
        }
        Report report = point.best().get();
        cells.addAll(List.of(
                SweepFigure.STEP.text(report),
                ReportFigure.ITERATION_LOW.text(report) + " to " + ReportFigure.ITERATION_HIGH.text(report),
                SweepFigure.TOKENS.text(report),
                ReportFigure.MFU.text(report),
                ReportFigure.PEAK_MEMORY.text(report),
                cost.text(report),
                Wording.whole(report.job().layout())));
        return cells;
    }
}
