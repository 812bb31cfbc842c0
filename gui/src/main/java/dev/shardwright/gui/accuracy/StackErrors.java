package dev.shardwright.gui.accuracy;

import dev.shardwright.gui.control.TextSheet;
import dev.shardwright.simulator.reportfile.JobText;
import dev.shardwright.simulator.validation.ErrorStatistics;
import dev.shardwright.simulator.validation.RunScore;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * How well the step times of one stack's runs are predicted.
 *
 * @param series the stack's place among colours; below 0 for all stacks together
 */
record StackErrors(String stack, int series, boolean shown, ErrorStatistics errors) {
    static final String ALL = "all shown";
    static final List<String> HEADINGS = List.of("stack", "runs", "median", "MAPE", "p90", "bias");

    /** A row for each stack, most runs first, below one for all that are shown. The words of the filter count, also for hidden ones. */
    static List<StackErrors> of(ScoredFiles scores, RunFilter filter) {
        List<StackErrors> rows = new ArrayList<>();
        RunFilter open = RunFilter.ALL.withWords(filter.words());
        List<RunScore.Scored> taken =
                scores.timed().stream().filter(open::takes).toList();
        scores.stacks()
                .forEach((stack, series) -> rows.add(new StackErrors(
                        stack,
                        series,
                        filter.shows(stack),
                        errors(taken.stream()
                                .filter(run -> run.subject().stack().equals(stack))
                                .toList()))));
        rows.removeIf(row -> row.errors.count() == 0);
        rows.sort(Comparator.comparingInt((StackErrors row) -> row.errors.count())
                .reversed()
                .thenComparing(StackErrors::stack));
        rows.add(
                0,
                new StackErrors(
                        ALL,
                        -1,
                        true,
                        errors(taken.stream().filter(filter::takes).toList())));
        return rows;
    }

    private static ErrorStatistics errors(List<RunScore.Scored> runs) {
        return ErrorStatistics.of(
                runs.stream().mapToDouble(run -> run.timeRatio().orElseThrow()).toArray());
    }

    /** The cells under the headings. */
    List<String> cells() {
        return List.of(
                stack,
                JobText.number(errors.count()),
                percent(errors.median()),
                percent(errors.mean()),
                percent(errors.p90()),
                signed(errors.bias()));
    }

    private String percent(double fraction) {
        return errors.count() == 0 ? "-" : String.format(Locale.ROOT, "%.1f %%", 100 * fraction);
    }

    private String signed(double fraction) {
        return errors.count() == 0 ? "-" : String.format(Locale.ROOT, "%+.1f %%", 100 * fraction);
    }

    /** Rows as they are copied. */
    static TextSheet sheet(List<StackErrors> rows) {
        return new TextSheet(HEADINGS, rows.stream().map(StackErrors::cells).toList());
    }
}
