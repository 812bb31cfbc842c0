package dev.shardwright.gui.whatif;

import dev.shardwright.planner.explain.Wording;
import dev.shardwright.planner.plan.SearchSummary.Proof;
import dev.shardwright.planner.sweep.Axis;
import dev.shardwright.planner.sweep.Outcome;
import dev.shardwright.planner.sweep.SweepFigure;
import dev.shardwright.planner.sweep.SweepPoint;
import dev.shardwright.simulator.report.Report;
import dev.shardwright.simulator.reportfile.ReportFigure;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What is to be said of a point, in two lines. */
record PointNote(String headline, String detail) {
    private static final double SAME = 0.0005;

    static final PointNote NONE = new PointNote("", "");

    static PointNote of(Curves curves, SweepPoint point) {
        Axis axis = curves.supposition().along();
        String where = axis.label() + " " + curves.dial().text(point.value()) + ": ";
        if (point.best().isEmpty()) {
            return new PointNote(where + "no layout", point.outcome().reason());
        }
        Report report = point.best().get();
        String against = curves.askedPoint()
                .flatMap(SweepPoint::best)
                .map(asked -> against(report, asked, curves.figures()))
                .orElse("");
        return new PointNote(
                where + figures(report, curves.figures()),
                against + "Best layout: " + Wording.whole(report.job().layout()) + "; "
                        + Wording.memory(report.memory()) + ", "
                        + report.memory().verdict().label() + proof(point));
    }

    private static String figures(Report report, List<SweepFigure> figures) {
        SweepFigure cost = figures.get(figures.size() - 1);
        return ReportFigure.ITERATION.text(report) + " per step ("
                + ReportFigure.ITERATION_LOW.text(report) + " to " + ReportFigure.ITERATION_HIGH.text(report)
                + " in 9 cases of 10), " + SweepFigure.TOKENS.text(report) + " tokens/s, MFU "
                + ReportFigure.MFU.text(report) + ", " + cost.text(report) + " " + cost.label();
    }

    /** "1.98 x the tokens/s and 1.01 x the cost per token as asked. ". */
    private static String against(Report report, Report asked, List<SweepFigure> figures) {
        double tokens = SweepFigure.TOKENS.value(report) / SweepFigure.TOKENS.value(asked);
        SweepFigure figure = figures.get(figures.size() - 1);
        double cost = figure.value(report) / figure.value(asked);
        return Math.abs(tokens - 1) < SAME && Math.abs(cost - 1) < SAME
                ? ""
                : String.format(
                        Locale.ROOT, "%.3g x the tokens/s and %.3g x the cost per token as asked. ", tokens, cost);
    }

    private static String proof(SweepPoint point) {
        boolean cut = point.outcome() instanceof Outcome.Fits fits && fits.proof() == Proof.BEST_FOUND;
        return cut ? "; the search ended early, a faster one may exist" : "";
    }

    static PointNote of(Optional<Curves> curves, Optional<SweepPoint> pointed) {
        return curves.flatMap(c -> pointed.or(c::nowPoint).map(point -> of(c, point)))
                .orElse(NONE);
    }
}
