package dev.shardwright.simulator.report;

/** A 90 % interval as factors of the prediction, and why it is this wide. */
public record Interval(double low, double high, String reason) {
    public Interval {
        if (!(low > 0 && low <= 1 && high >= 1)) {
            throw new IllegalArgumentException("interval factors must enclose 1: " + low + ", " + high);
        }
    }

    /** Half the distance of the ends, as a share of the prediction. */
    public double halfWidth() {
        return (high - low) / 2;
    }

    public boolean holds(double measuredOverPredicted) {
        return low <= measuredOverPredicted && measuredOverPredicted <= high;
    }
}
