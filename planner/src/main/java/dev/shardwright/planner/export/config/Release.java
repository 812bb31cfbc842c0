package dev.shardwright.planner.export.config;

import dev.shardwright.simulator.problem.InvalidInputException;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * A version of a framework that an export is for. A format is a pair of the two: keys come, go and change their meaning.
 *
 * @param framework for people: "Accelerate"
 * @param version without a leading v: "1.15"
 * @param source the state of its code that the rules were read from: "16cb6eb8 of 2026-07-24"
 */
public record Release(String framework, String version, String source) {
    /** For the head of a file. */
    public String title() {
        return framework + " " + version + " (" + source + ")";
    }

    /**
     * Finds "1.15", "v1.15" or "1.15.2"; no text means the last of the list. Throws InvalidInputException with all
     * versions.
     */
    public static Release named(String text, List<Release> known) {
        if (text.isEmpty()) {
            return known.get(known.size() - 1);
        }
        String bare = text.toLowerCase(Locale.ROOT).replaceFirst("^v", "");
        return known.stream()
                .filter(r -> bare.equals(r.version) || bare.startsWith(r.version + "."))
                .findFirst()
                .orElseThrow(() -> new InvalidInputException(
                        "--target-version " + text,
                        "is not a version of " + known.get(0).framework + " that exports were tried with.",
                        "Maybe use " + known.stream().map(Release::version).collect(Collectors.joining(", ")) + "."));
    }
}
