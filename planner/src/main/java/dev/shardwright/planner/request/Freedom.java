package dev.shardwright.planner.request;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/** What is fixed and what may vary. */
public record Freedom(Map<Knob, Range> ranges, Methods methods) {
    public static final Freedom FULL = new Freedom(Map.of(), Methods.FREE);
    private static final Range ANY = new Range.Any();

    public Freedom {
        Map<Knob, Range> sorted = new EnumMap<>(Knob.class);
        sorted.putAll(ranges);
        ranges = Collections.unmodifiableMap(sorted);
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
        return new Freedom(changed, methods);
    }

    /** The same without any say on the given knob. */
    public Freedom without(Knob knob) {
        Map<Knob, Range> changed = new EnumMap<>(Knob.class);
        changed.putAll(ranges);
        changed.remove(knob);
        return new Freedom(changed, methods);
    }

    public Freedom with(Methods other) {
        return new Freedom(ranges, other);
    }
}
