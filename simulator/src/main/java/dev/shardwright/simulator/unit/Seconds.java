package dev.shardwright.simulator.unit;

import java.util.Locale;

/** A duration in seconds. */
public record Seconds(double value) implements Comparable<Seconds> {
    public static final Seconds ZERO = new Seconds(0);

    public Seconds {
        if (!(value >= 0) || Double.isInfinite(value)) {
            throw new IllegalArgumentException("a duration must be finite and zero or more: " + value);
        }
    }

    /** Parses "25 us", "4 ms", "1.5 s", "30 min", "8 h", "2 d". */
    public static Seconds parse(String text) {
        return new Seconds(Quantity.parse(text, Quantity.TIME_UNITS));
    }

    public Seconds plus(Seconds other) {
        return new Seconds(value + other.value);
    }

    public Seconds times(double factor) {
        return new Seconds(value * factor);
    }

    @Override
    public int compareTo(Seconds other) {
        return Double.compare(value, other.value);
    }

    @Override
    public String toString() {
        if (value >= 1) {
            return String.format(Locale.ROOT, "%.2f s", value);
        }
        return value >= 1e-3
                ? String.format(Locale.ROOT, "%.2f ms", value * 1e3)
                : String.format(Locale.ROOT, "%.2f us", value * 1e6);
    }
}
