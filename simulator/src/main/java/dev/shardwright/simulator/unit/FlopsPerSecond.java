package dev.shardwright.simulator.unit;

/** A rate of dense floating-point operations per second. */
public record FlopsPerSecond(double value) implements Comparable<FlopsPerSecond> {
    public FlopsPerSecond {
        if (!(value >= 0) || Double.isInfinite(value)) {
            throw new IllegalArgumentException("a FLOP rate must be finite and zero or more: " + value);
        }
    }

    /** Parses "989 TFLOP/s". */
    public static FlopsPerSecond parse(String text) {
        return new FlopsPerSecond(Quantity.parse(text, Quantity.FLOP_RATE_UNITS));
    }

    @Override
    public int compareTo(FlopsPerSecond other) {
        return Double.compare(value, other.value);
    }

    @Override
    public String toString() {
        return Quantity.format(value, "FLOP/s");
    }
}
