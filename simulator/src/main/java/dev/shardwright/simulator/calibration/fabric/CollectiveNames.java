package dev.shardwright.simulator.calibration.fabric;

import dev.shardwright.simulator.hardware.Collective;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** How options, programs and files call the collectives. */
public final class CollectiveNames {
    private static final Map<String, Collective> WORDS = words();

    private CollectiveNames() {}

    private static Map<String, Collective> words() {
        Map<String, Collective> words = new LinkedHashMap<>();
        words.put("all-reduce", Collective.ALL_REDUCE);
        words.put("all-gather", Collective.ALL_GATHER);
        words.put("reduce-scatter", Collective.REDUCE_SCATTER);
        words.put("all-to-all", Collective.ALL_TO_ALL);
        words.put("send-receive", Collective.SEND_RECEIVE);
        words.put("send-recv", Collective.SEND_RECEIVE);
        return words;
    }

    /** The word of options. */
    public static String word(Collective collective) {
        return collective.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The collective that a text names somewhere: "all_reduce_perf", "allreduce-2nodes.txt", "alltoall". */
    public static Optional<Collective> in(String text) {
        String letters = text.toLowerCase(Locale.ROOT).replaceAll("[^a-z]", "");
        return WORDS.entrySet().stream()
                .filter(word -> letters.contains(word.getKey().replace("-", "")))
                .map(Map.Entry::getValue)
                .findFirst();
    }

    /** Reads an option's word; throws IllegalArgumentException with all words. */
    public static Collective parse(String text) {
        Collective collective = WORDS.get(text);
        if (collective == null) {
            throw new IllegalArgumentException("'" + text + "' is not one of " + String.join(", ", WORDS.keySet()));
        }
        return collective;
    }
}
