package dev.shardwright.simulator.accuracy;

import dev.shardwright.simulator.catalog.StrictJson;
import dev.shardwright.simulator.validation.RunScore;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * A target of accuracy: which runs, and which limits they are to meet. {@code noise} says how far apart repeated runs of
 * the source lie, where that is known.
 */
public record Target(String name, Runs runs, Map<String, Double> limits, String noise) {
    /**
     * Regular expressions that the whole of a run's file, id, group and kind must match; how many times the fastest
     * layout's time a layout may take; whether runs are predicted as by a stack never fitted.
     */
    public record Runs(
            String file, String id, String group, String kind, double slowest, long devices, boolean foreign) {
        boolean takes(RunScore.Scored run, Map<String, Double> best) {
            double time = run.measured().iteration().map(t -> t.value()).orElse(0.0);
            return matches(file, run.file().replace(".jsonl", ""))
                    && matches(id, run.id())
                    && matches(group, run.group())
                    && matches(kind, run.subject().situation().kind())
                    && run.subject().situation().devices() <= devices
                    && time <= slowest * best.getOrDefault(run.group(), time);
        }

        private static boolean matches(String pattern, String text) {
            return Pattern.matches(pattern, text);
        }
    }

    private record Sheet(String description, List<Target> targets) {}

    /** The targets of profiles/accuracy-targets.json. */
    public static List<Target> all(Path profiles) {
        Path file = profiles.resolve("accuracy-targets.json");
        return StrictJson.bind(StrictJson.readTree(file), Sheet.class, file).targets();
    }
}
