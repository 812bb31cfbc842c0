package dev.shardwright.simulator.unit;

/** A rate of data in bytes per second, one direction. */
public record BytesPerSecond(double value) implements Comparable<BytesPerSecond> {
    public BytesPerSecond {
        if (!(value >= 0) || Double.isInfinite(value)) {
            throw new IllegalArgumentException("a data rate must be finite and zero or more: " + value);
        }
    }

    /** Parses "400 Gbit/s" or "450 GB/s". */
    public static BytesPerSecond parse(String text) {
        return new BytesPerSecond(Quantity.parse(text, Quantity.BANDWIDTH_UNITS));
    }

    public Seconds timeFor(Bytes bytes) {
        return new Seconds(bytes.value() / value);
    }

    public BytesPerSecond times(double factor) {
        return new BytesPerSecond(value * factor);
    }

    @Override
    public int compareTo(BytesPerSecond other) {
        return Double.compare(value, other.value);
    }

    @Override
    public String toString() {
        return Quantity.format(value, "B/s");
    }
}
