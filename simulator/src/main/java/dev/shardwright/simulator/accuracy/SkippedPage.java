package dev.shardwright.simulator.accuracy;

import dev.shardwright.simulator.validation.Summary;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** Which rows are not predicted, and why, file by file. */
final class SkippedPage {
    private SkippedPage() {}

    static String text(List<Summary> summaries) {
        StringBuilder text = new StringBuilder("# Rows that are skipped\n\nGenerated "
                + "([how](../accuracy.md#writing-these-pages)). What the reasons mean: "
                + "[measured runs](../../profiles/measured/README.md).\n");
        for (Summary summary : summaries) {
            if (!summary.skipped().isEmpty()) {
                text.append("\n## ")
                        .append(summary.name().replace(".jsonl", ""))
                        .append("\n\n")
                        .append(table(summary));
            }
        }
        return text.toString();
    }

    private static String table(Summary summary) {
        MarkdownTable table = new MarkdownTable("rows", "reason");
        summary.skipped().entrySet().stream()
                .sorted(Comparator.comparing((Map.Entry<String, Integer> e) -> -e.getValue())
                        .thenComparing(Map.Entry::getKey))
                .forEach(e -> table.row(List.of(
                        MarkdownTable.count(e.getValue()),
                        e.getKey().replace("|", "\\|").replace("\n", " "))));
        return table.text();
    }
}
