package dev.shardwright.planner.importing.shell;

import java.util.OptionalLong;
import java.util.function.Function;

/**
 * Integer arithmetic of the shell, without assignments. A result is empty where a variable is unknown, a division by
 * zero is tried, or something is not understood.
 */
final class Arithmetic {
    private static final int DEEPEST = 100;
    private static final String[][] LEVELS = {
        {"||"}, {"&&"}, {"==", "!="}, {"<=", ">=", "<", ">"}, {"+", "-"}, {"*", "/", "%"},
    };

    private final String text;
    private final Function<String, OptionalLong> variables;
    private int at;
    private int depth;

    private Arithmetic(String text, Function<String, OptionalLong> variables) {
        this.text = text;
        this.variables = variables;
    }

    static OptionalLong value(String expression, Function<String, OptionalLong> variables) {
        try {
            Arithmetic arithmetic = new Arithmetic(expression, variables);
            long value = arithmetic.conditional();
            arithmetic.spaces();
            return arithmetic.at == expression.length() ? OptionalLong.of(value) : OptionalLong.empty();
        } catch (ArithmeticException | NumberFormatException e) {
            return OptionalLong.empty();
        }
    }

    private long conditional() {
        if (++depth > DEEPEST) {
            throw new ArithmeticException("nested too deep");
        }
        long value = binary(0);
        if (take("?")) {
            long yes = conditional();
            expect(":");
            long no = conditional();
            value = value != 0 ? yes : no;
        }
        depth--;
        return value;
    }

    private long binary(int level) {
        if (level == LEVELS.length) {
            return unary();
        }
        long value = binary(level + 1);
        String operator = operator(level);
        while (!operator.isEmpty()) {
            value = apply(operator, value, binary(level + 1));
            operator = operator(level);
        }
        return value;
    }

    private String operator(int level) {
        for (String operator : LEVELS[level]) {
            if (take(operator)) {
                return operator;
            }
        }
        return "";
    }

    private static long apply(String operator, long a, long b) {
        return switch (operator) {
            case "||" -> a != 0 || b != 0 ? 1 : 0;
            case "&&" -> a != 0 && b != 0 ? 1 : 0;
            case "==" -> a == b ? 1 : 0;
            case "!=" -> a != b ? 1 : 0;
            case "<=" -> a <= b ? 1 : 0;
            case ">=" -> a >= b ? 1 : 0;
            case "<" -> a < b ? 1 : 0;
            case ">" -> a > b ? 1 : 0;
            case "+" -> Math.addExact(a, b);
            case "-" -> Math.subtractExact(a, b);
            case "*" -> Math.multiplyExact(a, b);
            case "/" -> a / b;
            default -> a % b;
        };
    }

    private long unary() {
        if (++depth > DEEPEST) {
            throw new ArithmeticException("nested too deep");
        }
        long value = sign();
        depth--;
        return value;
    }

    private long sign() {
        if (take("!")) {
            return unary() == 0 ? 1 : 0;
        }
        if (take("-")) {
            return -unary();
        }
        return take("+") ? unary() : primary();
    }

    private long primary() {
        if (take("(")) {
            long value = conditional();
            expect(")");
            return value;
        }
        take("$");
        int start = at;
        while (at < text.length() && (Character.isLetterOrDigit(text.charAt(at)) || text.charAt(at) == '_')) {
            at++;
        }
        String word = text.substring(start, at);
        if (word.isEmpty()) {
            throw new ArithmeticException("nothing to count with");
        }
        return Character.isDigit(word.charAt(0))
                ? Long.parseLong(word)
                : variables.apply(word).orElseThrow(() -> new ArithmeticException("unknown " + word));
    }

    private void expect(String token) {
        if (!take(token)) {
            throw new ArithmeticException("no " + token);
        }
    }

    private boolean take(String token) {
        spaces();
        boolean there = text.startsWith(token, at);
        at += there ? token.length() : 0;
        return there;
    }

    private void spaces() {
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
    }
}
