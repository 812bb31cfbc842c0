package dev.shardwright.planner.export.config;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;

/**
 * A number, a truth value or a text, written so that JSON, YAML 1.1 and TOML all read it as what it is: texts are always
 * quoted, and a fraction has a point and a signed exponent (1.0e-05), without which YAML readers in Python see a text.
 */
public final class Scalar implements Value {
    private static final double SMALLEST_PLAIN = 1e-4;
    private static final double LARGEST_PLAIN = 1e7;
    private static final int LAST_CONTROL = 0x9f;
    private static final int FIRST_CONTROL_BEHIND_ASCII = 0x7f;

    private final String text;

    private Scalar(String text) {
        this.text = text;
    }

    public static Scalar of(long value) {
        return new Scalar(Long.toString(value));
    }

    /** Throws IllegalArgumentException for what is no number. */
    public static Scalar of(double value) {
        if (Double.isNaN(value) || Double.isInfinite(value)) {
            throw new IllegalArgumentException("not a number that a configuration file can hold: " + value);
        }
        double size = Math.abs(value);
        boolean plain = value == 0 || (size >= SMALLEST_PLAIN && size < LARGEST_PLAIN);
        return new Scalar(plain ? plain(value) : scientific(value));
    }

    public static Scalar of(boolean value) {
        return new Scalar(Boolean.toString(value));
    }

    public static Scalar of(String value) {
        StringBuilder quoted = new StringBuilder("\"");
        value.codePoints().forEach(point -> append(quoted, point));
        return new Scalar(quoted.append('"').toString());
    }

    private static String plain(double value) {
        String digits = BigDecimal.valueOf(value).stripTrailingZeros().toPlainString();
        return digits.contains(".") ? digits : digits + ".0";
    }

    private static String scientific(double value) {
        BigDecimal number = new BigDecimal(Double.toString(value), MathContext.DECIMAL64).stripTrailingZeros();
        int exponent = number.precision() - number.scale() - 1;
        String mantissa = plain(number.movePointLeft(exponent).doubleValue());
        return mantissa + String.format(Locale.ROOT, "e%s%02d", exponent < 0 ? "-" : "+", Math.abs(exponent));
    }

    private static void append(StringBuilder quoted, int point) {
        if (point == '"' || point == '\\') {
            quoted.append('\\').appendCodePoint(point);
        } else if (mustBeEscaped(point)) {
            quoted.append(String.format(Locale.ROOT, "\\u%04x", surrogate(point) ? 0xfffd : point));
        } else {
            quoted.appendCodePoint(point);
        }
    }

    /** Control characters, other line ends of YAML, the byte order mark, what is no character. */
    private static boolean mustBeEscaped(int point) {
        boolean control = point < ' ' || (point >= FIRST_CONTROL_BEHIND_ASCII && point <= LAST_CONTROL);
        boolean lineEnd = point == 0x2028 || point == 0x2029;
        boolean noCharacter = point == 0xfeff || point == 0xfffe || point == 0xffff;
        return control || lineEnd || noCharacter || surrogate(point);
    }

    /** Half of a pair, which no file can hold. */
    private static boolean surrogate(int point) {
        return point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Scalar that && text.equals(that.text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    /** As it stands in a file. */
    @Override
    public String toString() {
        return text;
    }
}
