package dev.shardwright.simulator.accuracy;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A table of a Markdown page, and how its cells are written. */
final class MarkdownTable {
    static final String NONE = "-";

    private final List<String> lines = new ArrayList<>();

    MarkdownTable(String... headings) {
        lines.add("| " + String.join(" | ", headings) + " |");
        lines.add("|" + "---|".repeat(headings.length));
    }

    MarkdownTable row(List<String> cells) {
        lines.add("| " + String.join(" | ", cells) + " |");
        return this;
    }

    /** The lines, each with its line feed. */
    String text() {
        return String.join("\n", lines) + "\n";
    }

    static String percent(int count, double share) {
        return count == 0 ? NONE : String.format(Locale.ROOT, "%.1f %%", 100 * share);
    }

    static String signed(int count, double share) {
        return count == 0 ? NONE : String.format(Locale.ROOT, "%+.1f %%", 100 * share);
    }

    static String count(int count) {
        return count == 0 ? NONE : String.format(Locale.ROOT, "%,d", count);
    }
}
