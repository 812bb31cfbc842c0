package dev.shardwright.planner.importing.document;

import dev.shardwright.planner.importing.fact.Argument;
import dev.shardwright.planner.importing.source.Place;
import dev.shardwright.planner.importing.source.SourceFile;
import dev.shardwright.planner.importing.source.Sources;
import dev.shardwright.simulator.problem.InvalidInputException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The keys of a document in the order of the file, bounded in number and depth. */
final class Entries {
    private static final int MOST = 20_000;
    private static final int DEEPEST = 32;

    private final SourceFile file;
    private final Sources sources;
    private final Map<String, Entry> entries = new LinkedHashMap<>();
    private int count;

    private record Entry(List<String> values, Place place) {}

    Entries(SourceFile file, Sources sources) {
        this.file = file;
        this.sources = sources;
    }

    /** A value under a key; a second one under the same key makes a list. */
    void add(String key, String value, int start, int end) {
        Entry entry = entries.computeIfAbsent(key, k -> new Entry(new ArrayList<>(), sources.place(file, start, end)));
        entry.values().add(value);
        if (++count > MOST) {
            throw failure(start, "holds more than " + MOST + " values.");
        }
    }

    /** A list without values. */
    void empty(String key, int start) {
        entries.putIfAbsent(key, new Entry(new ArrayList<>(List.of("")), sources.place(file, start, start)));
    }

    void checkDepth(int depth, int start) {
        if (depth > DEEPEST) {
            throw failure(start, "is nested more than " + DEEPEST + " levels deep.");
        }
    }

    InvalidInputException failure(int start, String rule) {
        int at = Math.min(start, file.text().length());
        return new InvalidInputException(sources.place(file, at, at).where(), rule, "");
    }

    List<Argument> arguments() {
        List<Argument> all = new ArrayList<>();
        entries.forEach((key, entry) -> all.add(new Argument(key, entry.values(), List.of(), entry.place())));
        return all;
    }
}
