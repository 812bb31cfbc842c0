package dev.shardwright.planner.request;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/** What is fixed, what may vary, and who must be able to say the answer. */
public record Freedom(Map<Knob, Range> ranges, Methods methods, Dialect dialect) {
    public static final Freedom FULL = new Freedom(Map.of(), Methods.FREE);
    private static final Range ANY = new Range.Any();

    public Freedom {
        Map<Knob, Range> sorted = new EnumMap<>(Knob.class);
        sorted.putAll(ranges);
        ranges = Collections.unmodifiableMap(sorted);
    }

    /** For nobody in particular. */
    public Freedom(Map<Knob, Range> ranges, Methods methods) {
        this(ranges, methods, Dialect.ANY);
    }

    public Range range(Knob knob) {
        return ranges.getOrDefault(knob, ANY);
    }

    public boolean allows(Knob knob, int value) {
        return range(knob).allows(value);
    }

    public boolean pinned(Knob knob) {
        return range(knob).pinned();
    }

    public Freedom with(Knob knob, Range range) {
        Map<Knob, Range> changed = new EnumMap<>(Knob.class);
        changed.putAll(ranges);
        changed.put(knob, range);
        return new Freedom(changed, methods, dialect);
    }

    /** The same without any say on the given knob. */
    public Freedom without(Knob knob) {
        Map<Knob, Range> changed = new EnumMap<>(Knob.class);
        changed.putAll(ranges);
        changed.remove(knob);
        return new Freedom(changed, methods, dialect);
    }

    public Freedom with(Methods other) {
        return new Freedom(ranges, other, dialect);
    }

    public Freedom with(Dialect other) {
        return new Freedom(ranges, methods, other);
    }

    /** Nothing fixed, for the same framework. */
    public Freedom free() {
        return FULL.with(dialect);
    }

    /** What is to be searched: where a choice is left open, what the framework has words for. */
    public Freedom narrowed() {
        Freedom words = dialect.words();
        Map<Knob, Range> narrowed = new EnumMap<>(Knob.class);
        narrowed.putAll(words.ranges());
        narrowed.putAll(ranges);
        return new Freedom(narrowed, methods.orElse(words.methods()), dialect);
    }
}
