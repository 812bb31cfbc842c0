package dev.shardwright.gui.profiles;

import java.util.Locale;

/** What speeds are drawn in. */
enum Scale {
    /** Of products and attention. */
    FLOPS("TFLOP/s", 1e12),
    /** Of collectives and kernels that only move memory. */
    BYTES("GB/s", 1e9),
    /** Of products and attention on a device whose roof is not known. */
    SHARE("% of the roof", 0.01);

    private final String unit;
    private final double size;

    /** @param size FLOP/s, bytes per second, or share of the roof that make one unit */
    Scale(String unit, double size) {
        this.unit = unit;
        this.size = size;
    }

    String unit() {
        return unit;
    }

    /** A speed in units. */
    double units(double speed) {
        return speed / size;
    }

    /** "612 TFLOP/s" or "382 GB/s". */
    String text(double speed) {
        double shown = units(speed);
        return String.format(Locale.ROOT, shown > 0 && shown < 10 ? "%.2f %s" : "%,.0f %s", shown, unit);
    }
}
