package dev.shardwright.gui.profiles;

import dev.shardwright.simulator.reportfile.JobText;
import java.util.Locale;
import java.util.Map;

/** Extents of operators in words. */
final class Extents {
    private static final double KIBI = 1024;
    private static final Map<String, String> NAMES = Map.of(
            "m", "rows m",
            "n", "columns n",
            "k", "inner k",
            "heads", "heads of all sequences",
            "length", "sequence length",
            "group", "query heads per key-value head",
            "bytes", "bytes",
            "ranks", "ranks");

    private Extents() {}

    /** What an axis is, in words. */
    static String name(String axis) {
        return NAMES.getOrDefault(axis, axis);
    }

    /** A value on an axis: bytes by binary prefix, all else as a count. */
    static String value(String axis, double value) {
        if (!axis.equals("bytes")) {
            return JobText.number(Math.round(value));
        }
        String[] units = {"B", "KiB", "MiB", "GiB", "TiB"};
        int unit = 0;
        double shown = value;
        while (shown >= KIBI && unit < units.length - 1) {
            shown /= KIBI;
            unit++;
        }
        return String.format(
                Locale.ROOT, shown < 10 && shown != Math.rint(shown) ? "%.1f %s" : "%.0f %s", shown, units[unit]);
    }
}
