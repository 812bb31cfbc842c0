package dev.shardwright.simulator.catalog;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.commons.text.similarity.LevenshteinDistance;

/** Known names, and the ones nearest to a name that is not among them. */
final class NameIndex {
    private static final int SHOWN = 3;
    private static final int LEAST_PART = 3;

    private NameIndex() {}

    /** "Maybe use a, b or c." with the nearest names, for the suggestion of a problem. */
    static String suggest(String wanted, Collection<String> known) {
        List<String> nearest = sorted(wanted, known).limit(SHOWN).toList();
        if (nearest.isEmpty()) {
            return "";
        }
        if (nearest.size() == 1) {
            return "Maybe use " + nearest.get(0) + ".";
        }
        String first = nearest.subList(0, nearest.size() - 1).stream().collect(Collectors.joining(", "));
        return "Maybe use " + first + " or " + nearest.get(nearest.size() - 1) + ".";
    }

    /** "Maybe use a." if a name is so near that a slip of the pen is likely, else nothing. */
    static String nearest(String wanted, Collection<String> known) {
        return sorted(wanted, known)
                .findFirst()
                .filter(name -> distance(wanted, name) <= Math.max(1, name.length() / 2))
                .map(name -> "Maybe use " + name + ".")
                .orElse("");
    }

    private static Stream<String> sorted(String wanted, Collection<String> known) {
        return known.stream()
                .sorted(Comparator.comparingInt((String name) -> distance(wanted, name))
                        .thenComparing(Comparator.naturalOrder()));
    }

    /** A part of a name is nearer than its length tells. */
    private static int distance(String wanted, String name) {
        String key = wanted.toLowerCase(Locale.ROOT);
        String other = name.toLowerCase(Locale.ROOT);
        int edits = LevenshteinDistance.getDefaultInstance().apply(key, other);
        boolean part =
                Math.min(key.length(), other.length()) >= LEAST_PART && (other.contains(key) || key.contains(other));
        return part ? edits / 3 : edits;
    }
}
