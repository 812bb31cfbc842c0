package dev.shardwright.simulator.validation;

import java.util.Locale;

/** The accuracy table of docs/accuracy.md and the README: one row per file of measured runs. */
public final class AccuracyTable {
    private static final String NONE = "-";

    private AccuracyTable() {}

    /** Markdown; every line ends with a line feed. */
    public static String markdown(Validation validation) {
        StringBuilder text = new StringBuilder();
        text.append("| runs | timed | MAPE | median | p90 | bias | memory rows | memory median | best layout kept ")
                .append("| first fit ran | OOM labels right | skipped |\n");
        text.append("|---|---|---|---|---|---|---|---|---|---|---|---|\n");
        validation.summaries().stream().filter(AccuracyTable::scored).forEach(s -> text.append(row(s)));
        return text.toString();
    }

    private static boolean scored(Summary summary) {
        return summary.time().count()
                        + summary.memory().count()
                        + summary.outOfMemory().count()
                > 0;
    }

    private static String row(Summary s) {
        int skipped = s.skipped().values().stream().mapToInt(Integer::intValue).sum();
        ErrorStatistics time = s.time();
        Ranking ranking = s.ranking();
        boolean timed = time.count() > 0;
        boolean ranked = ranking.groups() > 0;
        return "| "
                + String.join(
                        " | ",
                        s.name().replace(".jsonl", ""),
                        count(time.count()),
                        timed ? percent(time.mean()) : NONE,
                        timed ? percent(time.median()) : NONE,
                        timed ? percent(time.p90()) : NONE,
                        timed ? String.format(Locale.ROOT, "%+.1f %%", 100 * time.bias()) : NONE,
                        count(s.memory().count()),
                        s.memory().count() > 0 ? percent(s.memory().median()) : NONE,
                        ranked ? percent(ranking.bestKept()) : NONE,
                        ranked ? ranking.firstFitRan() + " of " + ranking.groups() : NONE,
                        labels(s.outOfMemory()),
                        count(skipped))
                + " |\n";
    }

    private static String labels(OutOfMemoryTable table) {
        return table.count() == 0 ? NONE : percent(table.accuracy()) + " of " + table.count();
    }

    private static String count(int count) {
        return count == 0 ? NONE : String.format(Locale.ROOT, "%,d", count);
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.1f %%", 100 * share);
    }
}
