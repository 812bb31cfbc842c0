package dev.shardwright.profiler.view;

import dev.shardwright.profiler.chart.Panel;
import dev.shardwright.profiler.chart.Series;
import dev.shardwright.profiler.chart.Series.Mark;
import dev.shardwright.profiler.chart.Series.Point;
import dev.shardwright.simulator.catalog.KernelCurve;
import dev.shardwright.simulator.hardware.Surface;
import dev.shardwright.simulator.operator.AttentionCore;
import dev.shardwright.simulator.timing.KernelTiming;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Causal attention: the share of the roof against sequence length, a line for each head width and pass. */
final class AttentionPanels {
    /** Enough heads for every multiprocessor. */
    private static final double HEADS = 64;

    private static final int PER_OCTAVE = 8;

    private final DeviceView view;

    AttentionPanels(DeviceView view) {
        this.view = view;
    }

    List<Panel> all() {
        List<Series> series = new ArrayList<>();
        Set<String> shown = new HashSet<>();
        List<KernelCurve.Attention> curves = view.curves(KernelCurve.Attention.class).stream()
                .sorted(Comparator.comparing(KernelCurve.Attention::pass)
                        .thenComparing(curve -> curve.curve().width()))
                .toList();
        for (KernelCurve.Attention curve : curves) {
            String name = name(curve);
            if (shown.add(name)) {
                series.add(line(curve, name, series.size()));
            }
        }
        List<Point> samples = samples();
        series.add(new Series("measured", Mark.DOTS, 6, samples));
        return List.of(new Panel(
                view.name() + ": causal attention" + (curves.isEmpty() ? "" : ", " + (int) HEADS + " heads"),
                Panel.Axis.doubling("sequence length"),
                Panel.Axis.linear("share of the roof (%)", 100),
                series));
    }

    private static String name(KernelCurve.Attention curve) {
        return GemmPanels.name(curve.format()) + " "
                + curve.pass().name().toLowerCase(Locale.ROOT) + ", width "
                + curve.curve().width();
    }

    private static Series line(KernelCurve.Attention curve, String name, int colour) {
        Surface surface = curve.surface();
        double group = surface.axes().get(2).nodes().get(0);
        List<Point> points = new ArrayList<>();
        for (double length : Steps.along(surface.axes().get(1), PER_OCTAVE)) {
            points.add(new Point(length, 100 * Math.min(1, surface.at(HEADS, length, group))));
        }
        return new Series(name, Mark.LINE, colour, points);
    }

    private List<Point> samples() {
        return view.timings(KernelTiming.Attention.class).stream()
                .filter(attention -> view.device().supports(attention.core().format()))
                .map(attention -> {
                    AttentionCore core = attention.core();
                    return new Point(
                            core.extent().queries(),
                            100
                                    * TimingFigures.of(attention)
                                            .fraction(attention, view.device())
                                            .orElse(0));
                })
                .toList();
    }
}
