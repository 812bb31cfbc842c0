package dev.shardwright.profiler.chart;

import java.util.Locale;

/** Figures beside an axis, short. */
final class Marks {
    private static final String[] PREFIXES = {"", "k", "M", "G", "T"};

    private Marks() {}

    /** Such as 10k, in powers of a thousand. */
    static String decimal(double value) {
        double scaled = value;
        int power = 0;
        while (Math.abs(scaled) >= 10_000 && power < PREFIXES.length - 1) {
            scaled /= 1000;
            power++;
        }
        String text = String.format(Locale.ROOT, "%.4g", scaled);
        String plain = text.contains(".") && !text.contains("e") ? text.replaceAll("\\.?0+$", "") : text;
        return plain + PREFIXES[power];
    }

    /** Such as 64Ki, a power of two. */
    static String binary(int power) {
        int thousand = Math.min(PREFIXES.length - 1, power / 10);
        String prefix = thousand == 0 ? "" : PREFIXES[thousand].toUpperCase(Locale.ROOT) + "i";
        return (1L << (power - 10 * thousand)) + prefix;
    }
}
