package dev.shardwright.profiler.view;

import dev.shardwright.profiler.chart.Panel;
import dev.shardwright.profiler.chart.Series;
import dev.shardwright.profiler.chart.Series.Mark;
import dev.shardwright.profiler.chart.Series.Point;
import dev.shardwright.simulator.catalog.KernelCurve;
import dev.shardwright.simulator.hardware.Surface;
import dev.shardwright.simulator.timing.KernelTiming;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Rates against bytes: bus bandwidth of collectives, and kernels that only move memory. */
final class RatePanels {
    private static final double GIGA = 1e9;
    private static final int PER_OCTAVE = 6;

    private final DeviceView view;

    RatePanels(DeviceView view) {
        this.view = view;
    }

    /** Collectives among the most ranks that were measured. */
    Panel collectives() {
        Map<String, Series> series = new LinkedHashMap<>();
        for (KernelCurve.Exchange curve : view.curves(KernelCurve.Exchange.class)) {
            List<Double> ranks = curve.surface().axes().get(0).nodes();
            double most = ranks.get(ranks.size() - 1);
            String name = word(curve.collective()) + ", " + (int) most + " ranks";
            series.putIfAbsent(name, line(name, series.size(), curve.surface(), 1, most));
        }
        List<Series> all = new ArrayList<>(series.values());
        all.add(new Series("measured", Mark.DOTS, 6, exchanges()));
        view.link().ifPresent(rate -> all.add(roof("links, one direction", rate.value() / GIGA, all)));
        return panel(view.name() + ": collectives inside a node", "whole buffer (bytes)", "bus bandwidth (GB/s)", all);
    }

    Panel streams() {
        Map<String, Series> series = new LinkedHashMap<>();
        for (KernelCurve.Streaming curve : view.curves(KernelCurve.Streaming.class)) {
            series.putIfAbsent(curve.kind(), line(curve.kind(), series.size(), curve.surface(), 0, 1));
        }
        List<Series> all = new ArrayList<>(series.values());
        all.add(new Series("measured", Mark.DOTS, 6, streamed()));
        double bandwidth = view.device().memory().bandwidth().value() / GIGA;
        if (all.stream().anyMatch(one -> !one.points().isEmpty())) {
            all.add(roof("memory roof", bandwidth, all));
        }
        return panel(view.name() + ": kernels that only move memory", "bytes moved", "rate (GB/s)", all);
    }

    private static Series line(String name, int colour, Surface surface, int axis, double ranks) {
        List<Point> points = new ArrayList<>();
        for (double bytes : Steps.along(surface.axes().get(axis), PER_OCTAVE)) {
            double rate = axis == 0 ? surface.at(bytes) : surface.at(ranks, bytes);
            points.add(new Point(bytes, rate / GIGA));
        }
        return new Series(name, Mark.LINE, colour, points);
    }

    /** A level line over the width of the others. */
    private static Series roof(String name, double rate, List<Series> others) {
        var range = others.stream()
                .flatMap(series -> series.points().stream())
                .mapToDouble(Point::x)
                .summaryStatistics();
        List<Point> ends = range.getCount() == 0
                ? List.of()
                : List.of(new Point(range.getMin(), rate), new Point(range.getMax(), rate));
        return new Series(name, Mark.DASHED, 6, ends);
    }

    private List<Point> exchanges() {
        return view.timings(KernelTiming.Exchange.class).stream()
                .map(exchange -> new Point(
                        exchange.buffer().value(),
                        TimingFigures.of(exchange).bytes() / exchange.time().value() / GIGA))
                .toList();
    }

    private List<Point> streamed() {
        return view.timings(KernelTiming.Stream.class).stream()
                .map(stream -> new Point(
                        stream.bytes().value(),
                        stream.bytes().value() / stream.time().value() / GIGA))
                .toList();
    }

    private static Panel panel(String title, String x, String y, List<Series> series) {
        double most = series.stream()
                .flatMap(one -> one.points().stream())
                .mapToDouble(Point::y)
                .max()
                .orElse(1);
        return new Panel(title, Panel.Axis.doubling(x), Panel.Axis.linear(y, Scale.above(most)), series);
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
