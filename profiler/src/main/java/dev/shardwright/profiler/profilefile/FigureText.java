package dev.shardwright.profiler.profilefile;

import dev.shardwright.simulator.unit.BytesPerSecond;
import dev.shardwright.simulator.unit.FlopsPerSecond;
import dev.shardwright.simulator.unit.Seconds;
import java.math.BigDecimal;
import java.math.MathContext;

/** Figures with their unit in so many digits that a timer deserves; what is read back writes the same text. */
final class FigureText {
    private static final MathContext SIX_DIGITS = new MathContext(6);
    private static final MathContext FOUR_DIGITS = new MathContext(4);
    private static final String[] RATES = {"", "k", "M", "G", "T", "P"};
    private static final String[] TIMES = {"ns", "us", "ms", "s"};
    private static final int NANOSECONDS = 9;

    private FigureText() {}

    static String of(Seconds time) {
        return scaled(new BigDecimal(time.value()).scaleByPowerOfTen(NANOSECONDS), TIMES, "");
    }

    static String of(FlopsPerSecond rate) {
        return scaled(new BigDecimal(rate.value()), RATES, "FLOP/s");
    }

    static String of(BytesPerSecond rate) {
        return scaled(new BigDecimal(rate.value()), RATES, "B/s");
    }

    /** The time that its text says. */
    static Seconds rounded(Seconds time) {
        return Seconds.parse(of(time));
    }

    /** A fraction in four digits. */
    static double of(double fraction) {
        return new BigDecimal(fraction).round(FOUR_DIGITS).doubleValue();
    }

    private static String scaled(BigDecimal value, String[] prefixes, String unit) {
        BigDecimal rounded = value.round(SIX_DIGITS);
        int power = 0;
        while (power < prefixes.length - 1 && rounded.compareTo(BigDecimal.valueOf(1000)) >= 0) {
            rounded = rounded.movePointLeft(3);
            power++;
        }
        BigDecimal plain = rounded.signum() == 0 ? BigDecimal.ZERO : rounded.stripTrailingZeros();
        return plain.toPlainString() + " " + prefixes[power] + unit;
    }
}
