package dev.shardwright.profiler.view;

import dev.shardwright.profiler.chart.Panel;
import dev.shardwright.profiler.chart.Series;
import dev.shardwright.profiler.chart.Series.Mark;
import dev.shardwright.profiler.chart.Series.Point;
import dev.shardwright.simulator.catalog.KernelCurve;
import dev.shardwright.simulator.hardware.NumberFormat;
import dev.shardwright.simulator.hardware.Surface;
import dev.shardwright.simulator.timing.KernelTiming;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Matrix products: the share of the roof against rows, a line for each width. */
final class GemmPanels {
    private static final double[] WIDTHS = {1024, 2048, 4096, 8192, 16384};
    private static final int PER_OCTAVE = 12;
    private static final double LEAST_ROWS = 16;

    private final DeviceView view;

    GemmPanels(DeviceView view) {
        this.view = view;
    }

    /** One panel for each format that was measured. */
    List<Panel> all() {
        Set<NumberFormat> formats = new LinkedHashSet<>();
        view.curves(KernelCurve.Gemm.class).forEach(curve -> formats.add(curve.format()));
        view.timings(KernelTiming.Product.class).stream()
                .map(KernelTiming.Product::format)
                .filter(view.device()::supports)
                .forEach(formats::add);
        return formats.stream().map(this::panel).toList();
    }

    private Panel panel(NumberFormat format) {
        List<Series> series = new ArrayList<>();
        view.gemm(format).ifPresent(curve -> {
            Surface.Axis n = curve.surface().axes().get(1);
            List<Double> widths = Steps.within(n, WIDTHS);
            for (int i = 0; i < widths.size(); i++) {
                series.add(line(curve, widths.get(i), i));
            }
        });
        series.add(new Series("measured", Mark.DOTS, 6, samples(format)));
        return new Panel(
                view.name() + ": " + name(format) + " matrix products"
                        + (view.gemm(format).isPresent() ? " m x n x n" : ""),
                Panel.Axis.doubling("rows m"),
                Panel.Axis.linear("share of the roof (%)", 100),
                series);
    }

    private Series line(KernelCurve.Gemm curve, double width, int colour) {
        List<Point> points = new ArrayList<>();
        for (double rows : Steps.along(curve.surface().axes().get(0), PER_OCTAVE)) {
            double m = Math.rint(rows);
            if (m >= LEAST_ROWS) {
                points.add(new Point(m, 100 * view.fraction(curve, m, width, width)));
            }
        }
        return new Series(String.format(Locale.ROOT, "n = k = %,.0f", width), Mark.LINE, colour, points);
    }

    private List<Point> samples(NumberFormat format) {
        return view.timings(KernelTiming.Product.class).stream()
                .filter(product -> product.format() == format && product.shape().count() == 1)
                .map(product -> new Point(
                        product.shape().m(),
                        100
                                * TimingFigures.of(product)
                                        .fraction(product, view.device())
                                        .orElse(0)))
                .toList();
    }

    static String name(NumberFormat format) {
        return format.name().toLowerCase(Locale.ROOT);
    }
}
