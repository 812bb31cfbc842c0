package dev.shardwright.gui.accuracy;

import dev.shardwright.simulator.reportfile.JobText;
import dev.shardwright.simulator.reportfile.ReportFigure;
import dev.shardwright.simulator.validation.RunScore;
import java.util.Locale;

/** What is said about one run: its figures, and what ran. */
record RunNote(String headline, String detail) {
    static RunNote of(RunScore.Scored run) {
        double ratio = run.timeRatio().orElseThrow();
        String headline = String.format(
                Locale.ROOT,
                "%s: predicted %s, measured %s, %+.1f %%",
                run.id(),
                ReportFigure.seconds(run.predicted().iteration().value()),
                ReportFigure.seconds(run.measured().iteration().orElseThrow().value()),
                100 * (ratio - 1));
        String interval = "90 % interval "
                + ReportFigure.seconds(run.predicted().low().value()) + " to "
                + ReportFigure.seconds(run.predicted().high().value());
        String assumed = run.assumed().isEmpty() ? "" : "\nassumed: " + String.join(", ", run.assumed());
        return new RunNote(
                headline,
                run.group() + "\n" + JobText.layout(run.subject().layout()) + "\n" + interval + "; " + run.file()
                        + assumed);
    }
}
