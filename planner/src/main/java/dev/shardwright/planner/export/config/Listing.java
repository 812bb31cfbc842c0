package dev.shardwright.planner.export.config;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/** Values in order, without keys. */
public record Listing(List<Value> values) implements Value {
    public Listing {
        values = List.copyOf(values);
    }

    public static Listing of(Value... values) {
        return new Listing(Arrays.asList(values));
    }

    public static Listing ofNumbers(Collection<Integer> numbers) {
        return new Listing(numbers.stream().map(n -> (Value) Scalar.of(n)).toList());
    }

    public static Listing ofTexts(Collection<String> texts) {
        return new Listing(texts.stream().map(t -> (Value) Scalar.of(t)).toList());
    }

    /** Whether any value has keys of its own. */
    boolean holdsSections() {
        return values.stream().anyMatch(Section.class::isInstance);
    }

    /** On one line, as all three formats write lists without keys in them. */
    String inline() {
        return values.stream().map(Listing::inline).collect(Collectors.joining(", ", "[", "]"));
    }

    private static String inline(Value value) {
        return value instanceof Listing list ? list.inline() : value.toString();
    }
}
