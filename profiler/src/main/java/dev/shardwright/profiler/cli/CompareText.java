package dev.shardwright.profiler.cli;

import dev.shardwright.profiler.view.Comparison;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Two devices as tables: for each class of operators the median ratio, then every shape. */
record CompareText(Comparison comparison) {
    List<String> lines() {
        String first = comparison.first().name();
        String second = comparison.second().name();
        List<String> lines =
                new ArrayList<>(List.of(second + " over " + first + ", by the speeds of their curves", ""));
        TextTable summary = new TextTable(List.of("operator", "median ratio", "least", "most"), 1);
        comparison.classes().forEach(operators -> summary.add(summary(operators)));
        lines.addAll(summary.lines());
        for (Comparison.Operators operators : comparison.classes()) {
            lines.add("");
            lines.add(operators.name() + ", " + operators.unit());
            lines.addAll(shapes(operators));
        }
        return lines;
    }

    private static List<String> summary(Comparison.Operators operators) {
        double[] ratios = operators.lines().stream()
                .flatMap(line -> line.pairs().stream())
                .mapToDouble(Comparison.Pair::ratio)
                .sorted()
                .toArray();
        if (ratios.length == 0) {
            return List.of(operators.name(), "-", "-", "-");
        }
        return List.of(
                operators.name(),
                figure(ratios[ratios.length / 2]),
                figure(ratios[0]),
                figure(ratios[ratios.length - 1]));
    }

    private List<String> shapes(Comparison.Operators operators) {
        TextTable table = new TextTable(
                List.of(
                        "",
                        operators.extent(),
                        comparison.first().name(),
                        comparison.second().name(),
                        "ratio"),
                1);
        for (Comparison.Line line : operators.lines()) {
            for (Comparison.Pair pair : line.pairs()) {
                table.add(List.of(
                        line.name(),
                        String.format(Locale.ROOT, "%,.0f", pair.extent()),
                        speed(pair.first()),
                        speed(pair.second()),
                        figure(pair.ratio())));
            }
        }
        return table.lines();
    }

    private static String speed(double value) {
        return String.format(Locale.ROOT, "%.4g", value);
    }

    private static String figure(double ratio) {
        return String.format(Locale.ROOT, "%.2f", ratio);
    }
}
