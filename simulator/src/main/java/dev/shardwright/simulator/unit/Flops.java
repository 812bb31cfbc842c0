package dev.shardwright.simulator.unit;

/** A count of floating-point operations (a multiply-add counts as two). */
public record Flops(double value) implements Comparable<Flops> {
    public Flops {
        if (!(value >= 0) || Double.isInfinite(value)) {
            throw new IllegalArgumentException("a FLOP count must be finite and zero or more: " + value);
        }
    }

    public static final Flops ZERO = new Flops(0);

    public Flops plus(Flops other) {
        return new Flops(value + other.value);
    }

    public Flops times(double factor) {
        return new Flops(value * factor);
    }

    @Override
    public int compareTo(Flops other) {
        return Double.compare(value, other.value);
    }

    @Override
    public String toString() {
        return Quantity.format(value, "FLOP");
    }
}
