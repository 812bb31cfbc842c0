package dev.shardwright.simulator.unit;

import java.util.Locale;

/** An exact amount of memory or traffic in bytes. Negative amounts are refused. */
public record Bytes(long value) implements Comparable<Bytes> {
    public static final Bytes ZERO = new Bytes(0);
    private static final double GIB = 1L << 30;

    public Bytes {
        if (value < 0) {
            throw new IllegalArgumentException("bytes must not be negative: " + value);
        }
    }

    /** Rounds a computed amount up to whole bytes. */
    public static Bytes of(double value) {
        return new Bytes((long) Math.ceil(value));
    }

    public static Bytes gibibytes(double value) {
        return of(value * GIB);
    }

    /** Parses "80 GiB", "141 GB", "512 MiB". Throws IllegalArgumentException with the accepted units. */
    public static Bytes parse(String text) {
        return of(Quantity.parse(text, Quantity.BYTE_UNITS));
    }

    public double inGibibytes() {
        return value / GIB;
    }

    public Bytes plus(Bytes other) {
        return new Bytes(value + other.value);
    }

    public Bytes times(double factor) {
        return of(value * factor);
    }

    @Override
    public int compareTo(Bytes other) {
        return Long.compare(value, other.value);
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%.2f GiB", inGibibytes());
    }
}
