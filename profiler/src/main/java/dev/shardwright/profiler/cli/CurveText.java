package dev.shardwright.profiler.cli;

import dev.shardwright.profiler.view.CurveFigures;
import dev.shardwright.profiler.view.DeviceView;
import dev.shardwright.profiler.view.ShapeTable;
import dev.shardwright.simulator.catalog.KernelCurve;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A kernel profile as text: conditions, its curves with their errors, speed against shape, samples. */
final class CurveText {
    private final DeviceView view;

    CurveText(DeviceView view) {
        this.view = view;
    }

    List<String> lines() {
        List<String> lines = new ArrayList<>(List.of(view.name()));
        lines.addAll(view.conditions());
        if (!view.curves().isEmpty()) {
            lines.add("");
            lines.addAll(table(view.curves()));
        }
        for (ShapeTable shapes : ShapeTable.of(view)) {
            lines.add("");
            lines.add(shapes.title());
            lines.addAll(table(shapes));
        }
        if (!view.samples().isEmpty()) {
            lines.add("");
            lines.addAll(new SampleText(view).lines());
        }
        return lines;
    }

    /** Curves with their errors. */
    static List<String> table(List<KernelCurve> curves) {
        TextTable table = new TextTable(
                List.of("curve", "kernel", "library", "type", "samples", "error", "p90", "left out", "p90"), 4);
        for (KernelCurve curve : curves) {
            KernelCurve.Quality quality = curve.quality();
            table.add(List.of(
                    CurveFigures.name(curve),
                    curve.kernel().name(),
                    curve.kernel().library(),
                    curve.kernel().dataType(),
                    String.format(Locale.ROOT, "%,d", quality.samples()),
                    percent(quality.fitted().median()),
                    percent(quality.fitted().ninetieth()),
                    percent(quality.leftOut().median()),
                    percent(quality.leftOut().ninetieth())));
        }
        return table.lines();
    }

    static List<String> table(ShapeTable shapes) {
        TextTable table = new TextTable(shapes.heading(), 0);
        shapes.rows().forEach(table::add);
        return table.lines();
    }

    /** A figure that too few shapes cannot tell is not known. */
    static String percent(double fraction) {
        return Double.isFinite(fraction) ? String.format(Locale.ROOT, "%.1f %%", 100 * fraction) : "-";
    }
}
