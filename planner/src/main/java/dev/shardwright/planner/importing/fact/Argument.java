package dev.shardwright.planner.importing.fact;

import dev.shardwright.planner.importing.source.Place;
import java.util.List;
import java.util.Locale;

/**
 * A flag of a command line, or a key of a configuration: its values (none for a switch), what these need from outside
 * the file, and where the first value stands.
 */
public record Argument(String name, List<String> values, List<String> missing, Place place) {
    public Argument {
        values = List.copyOf(values);
        missing = List.copyOf(missing);
    }

    public String text() {
        return String.join(" ", values);
    }

    /** Whether a switch, or a key that is true or false, is on. */
    public boolean on() {
        return values.isEmpty()
                || !List.of("false", "0", "no", "off", "none", "null", "").contains(text().toLowerCase(Locale.ROOT));
    }

    public Stated stated() {
        return new Stated(name, text(), place);
    }
}
