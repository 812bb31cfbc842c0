package dev.shardwright.planner.cli;

import dev.shardwright.simulator.reportfile.TextTable;
import dev.shardwright.simulator.validation.ErrorStatistics;
import dev.shardwright.simulator.validation.OutOfMemoryTable;
import dev.shardwright.simulator.validation.Ranking;
import dev.shardwright.simulator.validation.Summary;
import dev.shardwright.simulator.validation.Validation;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** A validation for people: errors of time and memory, ranking and out-of-memory labels per file, and what was skipped. */
final class ValidationText {
    private static final int MOST_REASONS = 12;

    private final Validation validation;
    private final Console console;

    ValidationText(Validation validation, Console console) {
        this.validation = validation;
        this.console = console;
    }

    List<String> lines(boolean groups) {
        List<String> lines = new ArrayList<>(console.heading(errors("file", validation.summaries())));
        lines.add("");
        lines.addAll(console.heading(choices(validation.summaries())));
        if (groups) {
            lines.add("");
            lines.addAll(console.heading(errors("group of layouts", validation.groups())));
        }
        lines.add("");
        lines.addAll(console.heading(skipped()));
        lines.add("");
        lines.addAll(console.wrapped(
                "Errors are |predicted / measured - 1|: mean (MAPE), median, 90th percentile; bias is the median with"
                        + " its sign. Kept: measured speed of the layout predicted fastest over the best measured, on"
                        + " average. Ran: groups in which the first layout predicted to fit did run.",
                "",
                ""));
        return lines;
    }

    private static List<String> errors(String name, List<Summary> summaries) {
        TextTable table =
                new TextTable().left(name).right("timed").right("MAPE").right("median");
        table.right("p90")
                .right("bias")
                .right("memory")
                .right("MAPE")
                .right("median")
                .right("bias");
        for (Summary summary : scored(summaries)) {
            ErrorStatistics time = summary.time();
            ErrorStatistics memory = summary.memory();
            table.row(List.of(
                    summary.name(),
                    count(time.count()),
                    percent(time.count(), time.mean()),
                    percent(time.count(), time.median()),
                    percent(time.count(), time.p90()),
                    signed(time.count(), time.bias()),
                    count(memory.count()),
                    percent(memory.count(), memory.mean()),
                    percent(memory.count(), memory.median()),
                    signed(memory.count(), memory.bias())));
        }
        return table.lines();
    }

    private static List<Summary> scored(List<Summary> summaries) {
        return summaries.stream()
                .filter(summary -> summary.time().count()
                                + summary.memory().count()
                                + summary.outOfMemory().count()
                        > 0)
                .toList();
    }

    private static List<String> choices(List<Summary> summaries) {
        TextTable table = new TextTable().left("file").right("groups").right("best kept");
        table.right("pairs in order")
                .right("first fit ran")
                .right("OOM labels")
                .right("right")
                .left("wrong");
        for (Summary summary : scored(summaries)) {
            Ranking ranking = summary.ranking();
            OutOfMemoryTable memory = summary.outOfMemory();
            table.row(List.of(
                    summary.name(),
                    count(ranking.groups()),
                    percent(ranking.groups(), ranking.bestKept()),
                    percent(ranking.groups(), ranking.pairsInOrder()),
                    ranking.groups() == 0 ? "-" : ranking.firstFitRan() + " of " + ranking.groups(),
                    count(memory.count()),
                    percent(memory.count(), memory.accuracy()),
                    wrong(memory)));
        }
        return table.lines();
    }

    private static String wrong(OutOfMemoryTable table) {
        List<String> words = new ArrayList<>();
        if (table.ranAgainst() > 0) {
            words.add(table.ranAgainst() + " ran");
        }
        if (table.failedAgainst() > 0) {
            words.add(table.failedAgainst() + " failed");
        }
        return String.join(", ", words);
    }

    private List<String> skipped() {
        Map<String, Integer> reasons = new TreeMap<>();
        validation
                .summaries()
                .forEach(summary -> summary.skipped()
                        .forEach((reason, count) -> reasons.merge(brief(reason), count, Integer::sum)));
        TextTable table = new TextTable().right("skipped").left("because");
        reasons.entrySet().stream()
                .sorted(Map.Entry.<String, Integer>comparingByValue().reversed())
                .limit(MOST_REASONS)
                .forEach(entry -> table.row(List.of(String.valueOf(entry.getValue()), entry.getKey())));
        if (reasons.size() > MOST_REASONS) {
            table.row(List.of("...", (reasons.size() - MOST_REASONS) + " more reasons; --format json has all"));
        }
        return table.lines();
    }

    /** The first line, as far as the terminal shows it. */
    private String brief(String reason) {
        String line = reason.lines().findFirst().orElse("");
        int width = console.terminal().columns() - "skipped  ".length();
        return line.length() <= width ? line : line.substring(0, width - 3) + "...";
    }

    private static String count(int count) {
        return count == 0 ? "-" : String.valueOf(count);
    }

    private static String percent(int count, double fraction) {
        return count == 0 ? "-" : String.format(Locale.ROOT, "%.1f %%", 100 * fraction);
    }

    private static String signed(int count, double fraction) {
        return count == 0 ? "-" : String.format(Locale.ROOT, "%+.1f %%", 100 * fraction);
    }
}
