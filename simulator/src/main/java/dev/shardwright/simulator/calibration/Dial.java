package dev.shardwright.simulator.calibration;

import java.util.Locale;

/**
 * A constant that calibration may move: its key in a stack or cluster file, what it stands for, and what is known of it
 * before any run is seen. {@code rises} says what a larger value means, {@code centre} is the value that one would
 * assume of a stack never fitted, {@code spread} the standard deviation on {@code scale}, {@code source} where these two
 * come from.
 */
public record Dial(
        String key,
        String meaning,
        String rises,
        String unit,
        Scale scale,
        double centre,
        double spread,
        String source) {
    public Dial {
        if (!(centre > 0) || !(spread > 0)) {
            throw new IllegalArgumentException(key + ": centre and spread must be positive");
        }
    }

    RecordPath path() {
        return RecordPath.of(key);
    }

    /** The value with three digits, times in their usual unit. */
    public String text(double value) {
        if (!unit.equals("s")) {
            return digits(value);
        }
        if (value >= 1) {
            return digits(value) + " s";
        }
        return value >= 1e-3 ? digits(value * 1e3) + " ms" : digits(value * 1e6) + " us";
    }

    private static String digits(double value) {
        return new java.math.BigDecimal(value)
                .round(new java.math.MathContext(3))
                .stripTrailingZeros()
                .toPlainString()
                .toLowerCase(Locale.ROOT);
    }
}
