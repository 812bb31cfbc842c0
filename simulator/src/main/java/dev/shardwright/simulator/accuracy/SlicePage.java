package dev.shardwright.simulator.accuracy;

import static dev.shardwright.simulator.accuracy.MarkdownTable.NONE;
import static dev.shardwright.simulator.accuracy.MarkdownTable.count;
import static dev.shardwright.simulator.accuracy.MarkdownTable.percent;
import static dev.shardwright.simulator.accuracy.MarkdownTable.signed;

import dev.shardwright.simulator.validation.ErrorStatistics;
import dev.shardwright.simulator.validation.OutOfMemoryTable;
import dev.shardwright.simulator.validation.Ranking;
import java.util.List;
import java.util.Map;

/** Everything that is measured of each file or each stack: errors, order, memory labels, intervals. */
final class SlicePage {
    private final String of;
    private final Map<String, Slice> slices;

    private SlicePage(String of, Map<String, Slice> slices) {
        this.of = of;
        this.slices = slices;
    }

    /** @param of what a row is: "file" or "stack" */
    static String text(String of, Map<String, Slice> slices) {
        SlicePage page = new SlicePage(of, slices);
        return "# Accuracy by " + of + "\n\nGenerated ([how](../accuracy.md#writing-these-pages)). Errors are "
                + "|predicted / measured - 1|; bias is the median with its sign.\n\n## Step time\n\n"
                + page.errors(true) + "\n## Peak memory\n\n" + page.errors(false)
                + "\n## Order of layouts\n\nGroups of layouts of one job on the same machines. Kept: measured speed of "
                + "the layout predicted fastest over the best measured. Order: pairs of which the faster one is named, "
                + "of all pairs and of those whose times differ by more than 5 %. Ran: groups whose first layout that "
                + "was predicted to fit did run.\n\n" + page.ranking()
                + "\n## Out of memory\n\nRecall: share of the failed runs that were predicted to fail. False alarms: "
                + "share of the runs that ran but were predicted to fail.\n\n" + page.outOfMemory()
                + "\n## 90 % intervals\n\nShare of measured values inside the intervals, and the median half width as "
                + "a share of the prediction; residuals come from other groups of layouts than the run "
                + "([method](../model/intervals.md)).\n\n" + page.intervals();
    }

    private String errors(boolean time) {
        MarkdownTable table = new MarkdownTable(of, "rows", "MAPE", "median", "p90", "bias");
        slices.forEach((name, slice) -> {
            ErrorStatistics errors =
                    time ? slice.summary().time() : slice.summary().memory();
            int n = errors.count();
            if (n > 0) {
                table.row(List.of(
                        name,
                        count(n),
                        percent(n, errors.mean()),
                        percent(n, errors.median()),
                        percent(n, errors.p90()),
                        signed(n, errors.bias())));
            }
        });
        return table.text();
    }

    private String ranking() {
        MarkdownTable table =
                new MarkdownTable(of, "groups", "best kept", "pairs in order", "of clear pairs", "first fit ran");
        slices.forEach((name, slice) -> {
            Ranking ranking = slice.summary().ranking();
            int n = ranking.groups();
            if (n > 0) {
                table.row(List.of(
                        name,
                        count(n),
                        percent(n, ranking.bestKept()),
                        percent(n, ranking.pairsInOrder()),
                        percent(n, ranking.clearPairsInOrder()),
                        ranking.firstFitRan() + " of " + n));
            }
        });
        return table.text();
    }

    private String outOfMemory() {
        MarkdownTable table = new MarkdownTable(
                of,
                "labels",
                "right",
                "recall",
                "false alarms",
                "ran, said so",
                "ran, said not",
                "failed, said so",
                "failed, said not");
        slices.forEach((name, slice) -> {
            OutOfMemoryTable labels = slice.summary().outOfMemory();
            int failed = labels.failedAgainst() + labels.failedAsPredicted();
            if (labels.count() > 0) {
                table.row(List.of(
                        name,
                        count(labels.count()),
                        percent(labels.count(), labels.accuracy()),
                        percent(failed, labels.recall()),
                        percent(labels.count() - failed, labels.falseAlarms()),
                        count(labels.ranAsPredicted()),
                        count(labels.ranAgainst()),
                        count(labels.failedAsPredicted()),
                        count(labels.failedAgainst())));
            }
        });
        return table.text();
    }

    private String intervals() {
        MarkdownTable table =
                new MarkdownTable(of, "timed", "inside", "half width", "memory rows", "inside", "half width");
        slices.forEach((name, slice) -> table.row(List.of(
                name,
                count(slice.time().runs()),
                percent(slice.time().runs(), slice.time().inside()),
                slice.time().runs() == 0
                        ? NONE
                        : "+/- " + percent(1, slice.time().halfWidth()),
                count(slice.memory().runs()),
                percent(slice.memory().runs(), slice.memory().inside()),
                slice.memory().runs() == 0
                        ? NONE
                        : "+/- " + percent(1, slice.memory().halfWidth()))));
        return table.text();
    }
}
