package dev.shardwright.planner.form;

import dev.shardwright.simulator.problem.InvalidInputException;
import dev.shardwright.simulator.problem.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Reads the texts of options and collects everything that is wrong with them. */
public final class OptionReader {
    private final List<Problem> problems = new ArrayList<>();

    /** The parsed value, or the fallback when the option is absent (an empty text) or cannot be used. */
    public <T> T read(String option, String text, T fallback, Function<String, T> parse) {
        if (text.isEmpty()) {
            return fallback;
        }
        try {
            return parse.apply(text);
        } catch (InvalidInputException e) {
            problems.addAll(e.problems());
        } catch (IllegalArgumentException e) {
            problems.add(new Problem(option + " = " + text, e.getMessage() + ".", ""));
        }
        return fallback;
    }

    /** The parsed items of a comma-separated list; empty when the option is absent. */
    public <T> List<T> readAll(String option, String text, Function<String, T> parse) {
        return read(option, text, List.of(), all -> {
            List<T> items = new ArrayList<>();
            for (String item : all.split(",", -1)) {
                items.add(parse.apply(item.strip()));
            }
            return List.copyOf(items);
        });
    }

    public void require(boolean holds, String where, String rule, String suggestion) {
        if (!holds) {
            problems.add(new Problem(where, rule, suggestion));
        }
    }

    /** Throws InvalidInputException with every problem so far. */
    public void check() {
        if (!problems.isEmpty()) {
            throw new InvalidInputException(problems);
        }
    }

    /** A share of at least 0, such as 0.9 or 90%. */
    public static double share(String text) {
        String trimmed = text.strip();
        boolean percent = trimmed.endsWith("%");
        String digits = percent ? trimmed.substring(0, trimmed.length() - 1) : trimmed;
        double value;
        try {
            value = Double.parseDouble(digits.strip()) / (percent ? 100 : 1);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("must be a share such as 0.05 or 5%", e);
        }
        if (!(value >= 0) || Double.isInfinite(value)) {
            throw new IllegalArgumentException("must be a share of 0 or more, such as 0.05 or 5%");
        }
        return value;
    }

    /** A whole number of at least 1, with or without thousands separators of the form 8_192. */
    public static int positive(String text) {
        int value;
        try {
            value = Integer.parseInt(text.strip().replace("_", ""));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("must be a whole number below 2,147,483,648", e);
        }
        if (value < 1) {
            throw new IllegalArgumentException("must be 1 or more");
        }
        return value;
    }
}
