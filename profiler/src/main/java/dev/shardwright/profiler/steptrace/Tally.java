package dev.shardwright.profiler.steptrace;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What was left out and why, in as many words as it takes. */
final class Tally {
    private final Map<String, Integer> counts = new LinkedHashMap<>();

    void leaveOut(String what) {
        counts.merge(what, 1, Integer::sum);
    }

    List<String> lines() {
        List<String> lines = new ArrayList<>();
        counts.forEach((what, count) -> lines.add(String.format(Locale.ROOT, "left out: %,d x %s", count, what)));
        return lines;
    }
}
