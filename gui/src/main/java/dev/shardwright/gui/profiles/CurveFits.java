package dev.shardwright.gui.profiles;

import dev.shardwright.gui.control.TextSheet;
import dev.shardwright.simulator.catalog.KernelCurve;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** How well the curves of devices follow what was measured. */
final class CurveFits {
    private static final List<String> HEADINGS =
            List.of("device", "operator", "samples", "error", "p90", "left out", "p90 left out", "kernel", "library");

    private CurveFits() {}

    /** A row for each curve, those of the chosen operator first, in the order of the devices and their files. */
    static TextSheet sheet(List<DeviceCurves> devices, String operator) {
        List<List<String>> rows = new ArrayList<>();
        for (DeviceCurves device : devices) {
            device.profile().curves().forEach(curve -> rows.add(row(device, curve)));
        }
        rows.sort(Comparator.comparing(row -> !row.get(1).equals(operator)));
        return new TextSheet(HEADINGS, rows);
    }

    private static List<String> row(DeviceCurves device, KernelCurve curve) {
        KernelCurve.Quality quality = curve.quality();
        return List.of(
                device.name(),
                DeviceCurves.operator(curve),
                String.format(Locale.ROOT, "%,d", quality.samples()),
                percent(quality.fitted().median()),
                percent(quality.fitted().ninetieth()),
                percent(quality.leftOut().median()),
                percent(quality.leftOut().ninetieth()),
                curve.kernel().name(),
                curve.kernel().library());
    }

    /** A figure that too few shapes cannot tell is not known. */
    private static String percent(double fraction) {
        return Double.isFinite(fraction) ? String.format(Locale.ROOT, "%.1f %%", 100 * fraction) : "-";
    }
}
