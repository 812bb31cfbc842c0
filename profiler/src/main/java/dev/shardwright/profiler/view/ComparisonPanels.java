package dev.shardwright.profiler.view;

import dev.shardwright.profiler.chart.Panel;
import dev.shardwright.profiler.chart.Series;
import dev.shardwright.profiler.chart.Series.Mark;
import dev.shardwright.profiler.chart.Series.Point;
import java.util.ArrayList;
import java.util.List;

/** Two devices side by side: for each class of operators, how many times as fast the second one is. */
public final class ComparisonPanels {
    private ComparisonPanels() {}

    /** One panel for each class that both devices have. */
    public static List<Panel> of(Comparison comparison) {
        return comparison.classes().stream()
                .map(operators -> panel(comparison, operators))
                .filter(panel -> !panel.isEmpty())
                .toList();
    }

    private static Panel panel(Comparison comparison, Comparison.Operators operators) {
        List<Series> series = new ArrayList<>();
        double most = 1;
        for (Comparison.Line line : operators.lines()) {
            List<Point> points = line.pairs().stream()
                    .map(pair -> new Point(pair.extent(), pair.ratio()))
                    .toList();
            most = Math.max(most, points.stream().mapToDouble(Point::y).max().orElse(1));
            String name = line.name().isEmpty() ? "ratio" : line.name();
            series.add(new Series(name, Mark.LINE, series.size(), points));
        }
        series.add(new Series("equal", Mark.DASHED, 6, even(series)));
        return new Panel(
                operators.name(),
                Panel.Axis.doubling(operators.extent()),
                Panel.Axis.linear(
                        "speed, " + comparison.second().name() + " / "
                                + comparison.first().name(),
                        Scale.above(most)),
                series);
    }

    private static List<Point> even(List<Series> series) {
        var range = series.stream()
                .flatMap(one -> one.points().stream())
                .mapToDouble(Point::x)
                .summaryStatistics();
        return range.getCount() == 0 ? List.of() : List.of(new Point(range.getMin(), 1), new Point(range.getMax(), 1));
    }
}
