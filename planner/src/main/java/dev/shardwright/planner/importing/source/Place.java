package dev.shardwright.planner.importing.source;

/**
 * Where something stands in a file: line and column count from 1; {@code start} (inclusive) and {@code end} (exclusive)
 * count characters of the file's text from 0.
 */
public record Place(String file, int line, int column, int start, int end, Kind kind) {
    /** What the span holds, and so whether it can be rewritten alone. */
    public enum Kind {
        /** The value itself, also where a variable hands it on: another value may be put there. */
        VALUE,
        /** A switch without a value. */
        SWITCH,
        /** Text from which the value was computed, or which holds more than the value. */
        DERIVED
    }

    /** For messages: "launch.sh:12". */
    public String where() {
        return file + ":" + line;
    }

    public boolean rewritable() {
        return kind == Kind.VALUE;
    }

    public Place as(Kind other) {
        return new Place(file, line, column, start, end, other);
    }
}
