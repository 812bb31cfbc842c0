package dev.shardwright.simulator.report;

/** A 90 % interval as factors of the prediction, and why it is this wide. */
public record Interval(double low, double high, String reason) {
    /** Until a stack has residuals of its own: what unseen stacks and hardware cost in validation. */
    public static final Interval UNCALIBRATED =
            new Interval(0.85, 1.2, "default width for stacks without calibration residuals");

    public Interval {
        if (!(low > 0 && low <= 1 && high >= 1)) {
            throw new IllegalArgumentException("interval factors must enclose 1: " + low + ", " + high);
        }
    }
}
