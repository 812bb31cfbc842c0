package dev.shardwright.profiler.chart;

import dev.shardwright.profiler.chart.Panel.Axis.Scale;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.Styler.LegendLayout;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.XYStyler;
import org.knowm.xchart.style.markers.Circle;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** Panels as charts of the chart library. */
final class Charts {
    /** Told apart by the colour-blind (Okabe and Ito 2008), without its yellow, which is lost on white. */
    private static final List<Color> PALETTE = List.of(
            new Color(0x0072B2),
            new Color(0xD55E00),
            new Color(0x009E73),
            new Color(0xCC79A7),
            new Color(0xE69F00),
            new Color(0x56B4E9),
            new Color(0x000000));

    private static final Color GRID = new Color(0xE3E3E3);
    private static final Color INK = new Color(0x222222);
    private static final int TEXT = 15;
    private static final int MARKER = 7;

    /** Of the picture's width, what is left to the plot beside the legend; of its height, below the title. */
    private static final double PLOT_WIDTH = 0.55;

    private static final double PLOT_HEIGHT = 0.7;
    private static final double ROUNDING = 1e-9;
    private static final int MOST_MARKS_BELOW = 8;
    private static final int MOST_MARKS_BESIDE = 6;

    private Charts() {}

    static XYChart of(Panel panel, int width, int height) {
        XYChart chart = new XYChartBuilder()
                .width(width)
                .height(height)
                .title(panel.title())
                .xAxisTitle(panel.x().label())
                .yAxisTitle(panel.y().label())
                .build();
        style(chart.getStyler(), panel, width, height);
        panel.series().stream()
                .filter(series -> !series.points().isEmpty())
                .forEach(series -> add(chart, series, panel));
        return chart;
    }

    private static void style(XYStyler style, Panel panel, int width, int height) {
        style.setLocale(Locale.ROOT);
        style.setxAxisTickLabelsFormattingFunction(panel.x()::mark);
        style.setyAxisTickLabelsFormattingFunction(panel.y()::mark);
        Range below = Range.of(panel, panel.x(), Series.Point::x);
        Range beside = Range.of(panel, panel.y(), Series.Point::y);
        style.setXAxisMin(below.first);
        style.setXAxisMax(below.last);
        style.setYAxisMin(beside.first);
        style.setYAxisMax(beside.last);
        style.setXAxisTickMarkSpacingHint(below.spacing(width * PLOT_WIDTH, MOST_MARKS_BELOW));
        style.setYAxisTickMarkSpacingHint(beside.spacing(height * PLOT_HEIGHT, MOST_MARKS_BESIDE));
        style.setChartBackgroundColor(Color.WHITE);
        style.setPlotBackgroundColor(Color.WHITE);
        style.setPlotBorderVisible(false);
        style.setPlotGridLinesColor(GRID);
        style.setPlotGridLinesStroke(new BasicStroke(1f));
        style.setChartFontColor(INK);
        style.setAxisTickLabelsColor(INK);
        style.setChartTitleFont(new Font(Font.SANS_SERIF, Font.BOLD, TEXT + 2));
        style.setAxisTitleFont(new Font(Font.SANS_SERIF, Font.PLAIN, TEXT));
        style.setAxisTickLabelsFont(new Font(Font.SANS_SERIF, Font.PLAIN, TEXT - 1));
        style.setLegendFont(new Font(Font.SANS_SERIF, Font.PLAIN, TEXT - 1));
        style.setLegendPosition(LegendPosition.OutsideE);
        style.setLegendLayout(LegendLayout.Vertical);
        style.setLegendSeriesLineLength(22);
        style.setLegendBorderColor(Color.WHITE);
        style.setMarkerSize(MARKER);
        style.setChartTitleBoxVisible(false);
        style.setAntiAlias(true);
    }

    /** The ends of an axis, at powers where it has marks there. */
    private record Range(boolean linear, double first, double last) {
        static Range of(Panel panel, Panel.Axis axis, ToDoubleFunction<Series.Point> extent) {
            if (axis.scale() == Scale.LINEAR) {
                return new Range(true, 0, axis.top());
            }
            var places = panel.series().stream()
                    .flatMap(series -> series.points().stream())
                    .mapToDouble(point -> axis.place(extent.applyAsDouble(point)))
                    .summaryStatistics();
            double first = Math.floor(places.getMin() + ROUNDING);
            return new Range(false, first, Math.max(first + 1, Math.ceil(places.getMax() - ROUNDING)));
        }

        /** Pixels that the chart library shall leave between marks, so that it chooses every, every second or fifth power. */
        int spacing(double pixels, int most) {
            double span = last - first;
            if (linear) {
                return (int) (pixels / (most + 2));
            }
            double step = span <= most ? 1 : span <= 2.0 * most ? 2 : 5;
            return (int) (0.8 * step * pixels / span);
        }
    }

    private static void add(XYChart chart, Series series, Panel panel) {
        double[] x = series.points().stream()
                .mapToDouble(point -> panel.x().place(point.x()))
                .toArray();
        double[] y = series.points().stream()
                .mapToDouble(point -> panel.y().place(point.y()))
                .toArray();
        XYSeries drawn = chart.addSeries(series.name(), x, y);
        Color colour = PALETTE.get(Math.floorMod(series.colour(), PALETTE.size()));
        drawn.setLineColor(colour);
        drawn.setMarkerColor(colour);
        switch (series.mark()) {
            case LINE -> {
                drawn.setMarker(SeriesMarkers.NONE);
                drawn.setLineStyle(new BasicStroke(2.2f, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
            }
            case DASHED -> {
                drawn.setMarker(SeriesMarkers.NONE);
                drawn.setLineStyle(
                        new BasicStroke(1.6f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 10, new float[] {7, 5}, 0));
            }
            case DOTS -> {
                drawn.setXYSeriesRenderStyle(XYSeries.XYSeriesRenderStyle.Scatter);
                drawn.setMarker(new Circle());
            }
        }
    }
}
