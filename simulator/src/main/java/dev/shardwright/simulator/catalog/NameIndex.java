package dev.shardwright.simulator.catalog;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.apache.commons.text.similarity.LevenshteinDistance;

/** Known names, and the ones nearest to a name that is not among them. */
final class NameIndex {
    private static final int SHOWN = 3;

    private NameIndex() {}

    /** "Maybe use a, b or c." with the nearest names, for the suggestion of a problem. */
    static String suggest(String wanted, Collection<String> known) {
        if (known.isEmpty()) {
            return "";
        }
        LevenshteinDistance distance = LevenshteinDistance.getDefaultInstance();
        String key = wanted.toLowerCase(Locale.ROOT);
        List<String> nearest = known.stream()
                .sorted(Comparator.comparingInt((String name) -> distance.apply(key, name.toLowerCase(Locale.ROOT)))
                        .thenComparing(Comparator.naturalOrder()))
                .limit(SHOWN)
                .toList();
        if (nearest.size() == 1) {
            return "Maybe use " + nearest.get(0) + ".";
        }
        String first = nearest.subList(0, nearest.size() - 1).stream().collect(Collectors.joining(", "));
        return "Maybe use " + first + " or " + nearest.get(nearest.size() - 1) + ".";
    }
}
