package dev.shardwright.planner.export.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Keys with values, in the order in which they are written. A key stands once. */
public record Section(List<Entry> entries) implements Value {
    public static final Section EMPTY = new Section(List.of());

    public Section {
        entries = List.copyOf(entries);
        long keys = entries.stream().map(Entry::key).distinct().count();
        if (keys < entries.size()) {
            throw new IllegalArgumentException(
                    "a key stands twice in " + entries.stream().map(Entry::key).toList());
        }
    }

    public Section with(String key, Value value) {
        List<Entry> more = new ArrayList<>(entries);
        more.add(new Entry(key, value, ""));
        return new Section(more);
    }

    public Section with(String key, long value) {
        return with(key, Scalar.of(value));
    }

    public Section with(String key, double value) {
        return with(key, Scalar.of(value));
    }

    public Section with(String key, boolean value) {
        return with(key, Scalar.of(value));
    }

    public Section with(String key, String value) {
        return with(key, Scalar.of(value));
    }

    /** Says why the last key has its value. */
    public Section because(String comment) {
        List<Entry> same = new ArrayList<>(entries);
        Entry last = same.remove(same.size() - 1);
        same.add(new Entry(last.key(), last.value(), comment));
        return new Section(same);
    }

    /** With more keys if the condition holds. */
    public Section when(boolean condition, UnaryOperator<Section> more) {
        return condition ? more.apply(this) : this;
    }

    /** All keys of another section behind these. */
    public Section and(Section other) {
        List<Entry> all = new ArrayList<>(entries);
        all.addAll(other.entries);
        return new Section(all);
    }

    /** What stands behind a key. */
    public Optional<Value> value(String key) {
        return entries.stream()
                .filter(e -> e.key().equals(key))
                .map(Entry::value)
                .findFirst();
    }
}
