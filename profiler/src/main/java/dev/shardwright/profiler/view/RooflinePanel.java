package dev.shardwright.profiler.view;

import dev.shardwright.profiler.chart.Panel;
import dev.shardwright.profiler.chart.Series;
import dev.shardwright.profiler.chart.Series.Mark;
import dev.shardwright.profiler.chart.Series.Point;
import dev.shardwright.simulator.catalog.KernelCurve;
import dev.shardwright.simulator.hardware.NumberFormat;
import dev.shardwright.simulator.hardware.Surface;
import dev.shardwright.simulator.operator.Operator;
import dev.shardwright.simulator.timing.KernelTiming;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.DoubleStream;

/**
 * FLOP/s against FLOPs per byte (Williams et al. 2009): the datasheet's roof, the best that products and streaming kernels
 * reached below it, and the products themselves.
 */
final class RooflinePanel {
    private static final double TERA = 1e12;
    private static final double LEAST = 1;
    private static final double MOST = 10_000;

    private final DeviceView view;

    RooflinePanel(DeviceView view) {
        this.view = view;
    }

    Panel panel() {
        List<Series> series = new ArrayList<>();
        List<NumberFormat> formats = Arrays.stream(NumberFormat.values())
                .filter(view.device()::supports)
                .filter(format ->
                        view.gemm(format).isPresent() || !products(format).isEmpty())
                .toList();
        for (int i = 0; i < formats.size(); i++) {
            add(formats.get(i), i, series);
        }
        return new Panel(
                view.name() + ": roofline",
                Panel.Axis.tenfold("arithmetic intensity (FLOPs per byte)"),
                Panel.Axis.tenfold("TFLOP/s"),
                series);
    }

    private void add(NumberFormat format, int colour, List<Series> series) {
        String name = GemmPanels.name(format);
        double peak = view.device().peak(format).value();
        double bandwidth = view.device().memory().bandwidth().value();
        series.add(new Series(name + " roof", Mark.DASHED, colour, roof(peak, bandwidth)));
        ceiling(format)
                .ifPresent(best -> series.add(
                        new Series(name + " reached", Mark.LINE, colour, roof(best, memory().orElse(bandwidth)))));
        series.add(new Series(name + " products", Mark.DOTS, colour, products(format)));
    }

    private static List<Point> roof(double peak, double bandwidth) {
        double ridge = Math.max(LEAST, Math.min(MOST, peak / bandwidth));
        return List.of(
                new Point(LEAST, Math.min(peak, LEAST * bandwidth) / TERA),
                new Point(ridge, Math.min(peak, ridge * bandwidth) / TERA),
                new Point(MOST, peak / TERA));
    }

    /** FLOP/s of the fastest product, of curve or samples. */
    private OptionalDouble ceiling(NumberFormat format) {
        return products(format).stream().mapToDouble(point -> point.y() * TERA).max();
    }

    /** Bytes per second of the fastest streaming kernel. */
    private OptionalDouble memory() {
        double[] curves = view.curves(KernelCurve.Streaming.class).stream()
                .flatMapToDouble(curve -> Arrays.stream(curve.surface().values()))
                .toArray();
        double[] samples = view.timings(KernelTiming.Stream.class).stream()
                .mapToDouble(stream -> stream.bytes().value() / stream.time().value())
                .toArray();
        double cached = view.device().memory().bandwidth().value();
        return DoubleStream.concat(Arrays.stream(curves), Arrays.stream(samples))
                .filter(rate -> rate <= cached)
                .max();
    }

    private List<Point> products(NumberFormat format) {
        List<Point> points = new ArrayList<>();
        view.timings(KernelTiming.Product.class).stream()
                .filter(product -> product.format() == format)
                .forEach(product ->
                        points.add(point(product.gemm(), product.time().value())));
        if (points.isEmpty()) {
            view.gemm(format).ifPresent(curve -> nodes(curve, points));
        }
        return points;
    }

    private static Point point(Operator operator, double seconds) {
        double flops = operator.flops().value();
        return new Point(flops / operator.bytes().value(), flops / seconds / TERA);
    }

    /** The curve at the nodes of its grid, but where it was carried beyond what is possible. */
    private void nodes(KernelCurve.Gemm curve, List<Point> points) {
        List<Surface.Axis> axes = curve.surface().axes();
        for (double m : axes.get(0).nodes()) {
            for (double n : axes.get(1).nodes()) {
                for (double k : axes.get(2).nodes()) {
                    double bytes = (m * k + k * n) * curve.format().bytesPerElement() + 2 * m * n;
                    double intensity = 2 * m * n * k / bytes;
                    boolean possible = view.fraction(curve, m, n, k) <= 1;
                    if (intensity >= LEAST && n == k && possible) {
                        points.add(new Point(intensity, view.flopsPerSecond(curve, m, n, k) / TERA));
                    }
                }
            }
        }
    }
}
