package dev.shardwright.simulator.accuracy;

import dev.shardwright.simulator.accuracy.PartChecks.Check;
import dev.shardwright.simulator.validation.ErrorStatistics;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Parts of a step against their measurements. */
final class PartsPage {
    private PartsPage() {}

    static String text(List<Check> checks, Map<String, String> sources) {
        MarkdownTable table = new MarkdownTable("part", "where", "rows", "median ratio", "spread", "MAPE");
        Map<List<String>, List<Double>> rows = new LinkedHashMap<>();
        for (Check check : checks) {
            rows.computeIfAbsent(List.of(check.kind(), check.place()), k -> new ArrayList<>())
                    .add(check.ratio());
        }
        rows.forEach((key, ratios) -> table.row(row(key, ratios)));
        StringBuilder text = new StringBuilder("# Parts of a step\n\nGenerated "
                + "([how](../accuracy.md#writing-these-pages)). A step time can be right because errors cancel; here each "
                + "part is compared on its own. Ratio: predicted over measured, median. Spread: mean distance from that "
                + "median, which no constant could remove. Predictions are those of long training runs: a kernel timed "
                + "back to back on a cool device is 10-20 % faster ([sustained rates](../model/hardware.md)), so a median "
                + "ratio of 1.1 to 1.25 is what products and attention should show. Collectives are predicted as "
                + "they run alone.\n\n" + table.text() + "\nSources:\n\n");
        sources.forEach((name, source) ->
                text.append("- ").append(name).append(": ").append(source).append(".\n"));
        return text.toString();
    }

    private static List<String> row(List<String> key, List<Double> ratios) {
        double[] all = ratios.stream().mapToDouble(Double::doubleValue).toArray();
        double median = 1 + ErrorStatistics.of(all).bias();
        double spread =
                Arrays.stream(all).map(r -> Math.abs(r / median - 1)).average().orElse(0);
        return List.of(
                key.get(0),
                key.get(1),
                MarkdownTable.count(all.length),
                String.format(Locale.ROOT, "%.2f", median),
                MarkdownTable.percent(1, spread),
                MarkdownTable.percent(1, ErrorStatistics.of(all).mean()));
    }
}
