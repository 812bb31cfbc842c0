package dev.shardwright.planner.rewrite;

import dev.shardwright.planner.importing.fact.FlagSpan;
import dev.shardwright.planner.importing.source.Place;
import dev.shardwright.planner.importing.source.SourceFile;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** Changes of the words of a command in the scripts that say it. */
final class CommandEdits {
    private final Map<String, TextEdits> texts = new LinkedHashMap<>();
    private final Set<FlagSpan> removed = new HashSet<>();
    private final List<String> missing = new ArrayList<>();

    CommandEdits(List<SourceFile> files) {
        files.forEach(file -> texts.put(file.name(), new TextEdits(file.text())));
    }

    /** Another value in its place, if the value stands as one piece; else the whole flag anew. */
    void replace(FlagSpan span, Optional<String> value, String anew) {
        Optional<Place> place = span.value().filter(Place::rewritable);
        if (place.isPresent() && value.isPresent()) {
            edits(place.get()).replaceValue(place.get().start(), place.get().end(), value.get());
        } else {
            remove(span);
            add(anew);
        }
    }

    void remove(FlagSpan span) {
        Place start = span.flag();
        boolean joined = start.end() - start.start() > span.name().length();
        removed.add(span);
        edits(start).remove(start.start(), joined ? 0 : span.values().size());
    }

    /** Words that the command lacks. */
    void add(String words) {
        missing.add(words);
    }

    /** The scripts; what the command lacks goes before the first of its words that stays and is of the given kind. */
    List<SourceFile> applied(List<FlagSpan> present, Predicate<FlagSpan> beside) {
        Optional<Place> anchor = present.stream()
                .filter(span -> span.flag().kind() == Place.Kind.VALUE && !removed.contains(span))
                .filter(beside)
                .findFirst()
                .map(FlagSpan::flag);
        if (!missing.isEmpty()) {
            anchor.ifPresent(place -> edits(place).insertBefore(place.start(), String.join(" ", missing)));
        }
        List<SourceFile> changed = new ArrayList<>();
        texts.forEach((name, edits) -> changed.add(new SourceFile(name, edits.applied())));
        return changed;
    }

    private TextEdits edits(Place place) {
        return texts.get(place.file());
    }
}
