package dev.shardwright.planner.request;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Which values of a knob the planner may use. */
public sealed interface Range {
    boolean allows(int value);

    /** Whether the user said anything: pinned values are tried even where the planner would not look by itself. */
    default boolean pinned() {
        return true;
    }

    /** The values to name in a message; empty when all are allowed. */
    List<Integer> examples();

    /** Everything that is legal and not dominated. */
    record Any() implements Range {
        @Override
        public boolean allows(int value) {
            return true;
        }

        @Override
        public boolean pinned() {
            return false;
        }

        @Override
        public List<Integer> examples() {
            return List.of();
        }

        @Override
        public String toString() {
            return "any";
        }
    }

    /** Exactly these values. */
    record OneOf(SortedSet<Integer> values) implements Range {
        public OneOf {
            values = new TreeSet<>(values);
        }

        @Override
        public boolean allows(int value) {
            return values.contains(value);
        }

        @Override
        public List<Integer> examples() {
            return List.copyOf(values);
        }

        @Override
        public String toString() {
            return values.stream().map(String::valueOf).collect(Collectors.joining(","));
        }
    }

    /** All values from low to high, both included. */
    record Between(int low, int high) implements Range {
        public Between {
            if (high < low) {
                throw new IllegalArgumentException("the range " + low + ".." + high + " is empty");
            }
        }

        @Override
        public boolean allows(int value) {
            return value >= low && value <= high;
        }

        @Override
        public List<Integer> examples() {
            return low == high ? List.of(low) : List.of(low, high);
        }

        @Override
        public String toString() {
            return low + ".." + high;
        }
    }

    static Range exactly(int value) {
        return new OneOf(new TreeSet<>(List.of(value)));
    }

    /** Reads "4", "1,2,4" or "2..8"; numbers must be at least {@code least}. */
    static Range parse(String text, int least) {
        int dots = text.indexOf("..");
        if (dots >= 0) {
            return new Between(
                    number(text.substring(0, dots), text, least), number(text.substring(dots + 2), text, least));
        }
        List<Integer> values = new ArrayList<>();
        for (String part : text.split(",", -1)) {
            values.add(number(part, text, least));
        }
        return new OneOf(new TreeSet<>(values));
    }

    private static int number(String part, String text, int least) {
        int value;
        try {
            value = Integer.parseInt(part.strip());
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(
                    "'" + text + "' is not a whole number, a list like 1,2,4 or a range like 2..8", e);
        }
        if (value < least) {
            throw new IllegalArgumentException("must be " + least + " or more, but is " + value);
        }
        return value;
    }
}
