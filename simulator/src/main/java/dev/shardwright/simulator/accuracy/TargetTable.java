package dev.shardwright.simulator.accuracy;

import java.util.List;
import java.util.Map;

/** The targets, what is reached of them, and the noise of their sources. */
final class TargetTable {
    private TargetTable() {}

    static String text(List<Target> targets, Slices slices) {
        MarkdownTable table =
                new MarkdownTable("runs", "rows", "measure", "target", "today", "", "noise of the source");
        for (Target target : targets) {
            Slice slice = slices.of(target);
            String name = target.name();
            for (Map.Entry<String, Double> limit : target.limits().entrySet()) {
                table.row(row(name, target, slice, limit));
                name = "";
            }
        }
        return table.text();
    }

    private static List<String> row(String name, Target target, Slice slice, Map.Entry<String, Double> limit) {
        Measure measure = Measure.parse(limit.getKey());
        int count = measure.count(slice);
        double today = measure.value(slice);
        return List.of(
                name,
                MarkdownTable.count(count),
                measure.key(),
                measure.bound() + " " + MarkdownTable.percent(1, limit.getValue()),
                MarkdownTable.percent(count, today),
                count == 0 ? "no rows" : measure.meets(today, limit.getValue()) ? "reached" : "missed",
                name.isEmpty() || target.noise().isEmpty() ? "" : target.noise());
    }
}
