package dev.shardwright.simulator.calibration;

import dev.shardwright.simulator.unit.Seconds;
import java.math.BigDecimal;
import java.math.MathContext;

/**
 * A constant that calibration may move: its key in a stack or cluster file, what it stands for, and what is known of it
 * before any run is seen. A time has the unit "s" and is written with its unit; every other value is a plain number.
 */
public record Dial(String key, String unit, Scale scale, Words words, Prior prior) {
    private static final String TIME = "s";
    private static final MathContext DIGITS = new MathContext(3);

    /** "{@code subject} {@code rises}" says what a larger value means, "{@code subject} {@code falls}" a smaller one. */
    public record Words(String subject, String rises, String falls) {}

    /**
     * What one would assume of a stack never fitted.
     *
     * @param centre the most likely value, as a file states it
     * @param spread standard deviation on the dial's scale
     * @param source where these two come from
     */
    public record Prior(String centre, double spread, String source) {
        public Prior {
            if (!(spread > 0)) {
                throw new IllegalArgumentException("the spread of a prior must be positive: " + spread);
            }
        }
    }

    public Dial {
        if (!(parsed(prior.centre(), unit) > 0)) {
            throw new IllegalArgumentException(key + ": the centre of a prior must be positive: " + prior.centre());
        }
    }

    /** The centre of the prior, times in seconds. */
    double centre() {
        return parsed(prior.centre(), unit);
    }

    private static double parsed(String text, String unit) {
        return unit.equals(TIME) ? Seconds.parse(text).value() : Double.parseDouble(text);
    }

    boolean isTime() {
        return unit.equals(TIME);
    }

    /** Rounded to the three digits that a file states. */
    static double rounded(double value) {
        return new BigDecimal(value).round(DIGITS).doubleValue();
    }

    /** The value with three digits as a file states it: "0.965", "2.18 ms". */
    public String text(double value) {
        if (!isTime()) {
            return digits(value);
        }
        if (value >= 1) {
            return digits(value) + " s";
        }
        return value >= 1e-3 ? digits(value * 1e3) + " ms" : digits(value * 1e6) + " us";
    }

    private static String digits(double value) {
        return new BigDecimal(value).round(DIGITS).stripTrailingZeros().toPlainString();
    }
}
