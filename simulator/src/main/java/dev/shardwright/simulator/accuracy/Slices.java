package dev.shardwright.simulator.accuracy;

import dev.shardwright.simulator.validation.RunScore;
import dev.shardwright.simulator.validation.Summary;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/** The measured runs cut by file, by stack, and as a target chooses them. */
public final class Slices {
    private final Accuracy accuracy;
    private final Coverage coverage;
    private final Map<String, Double> best = new HashMap<>();

    public Slices(Accuracy accuracy, Coverage coverage) {
        this.accuracy = accuracy;
        this.coverage = coverage;
        for (RunScore.Scored run : accuracy.validation().scored()) {
            run.measured().iteration().ifPresent(t -> best.merge(run.group(), t.value(), Math::min));
        }
    }

    public Accuracy accuracy() {
        return accuracy;
    }

    public Coverage coverage() {
        return coverage;
    }

    /** Every file of runs, in order, skipped ones included. */
    public Map<String, Slice> byFile() {
        Map<String, List<RunScore>> runs = new LinkedHashMap<>();
        for (Summary summary : accuracy.validation().summaries()) {
            runs.put(summary.name(), new ArrayList<>());
        }
        accuracy.validation().runs().forEach(run -> runs.get(run.file()).add(run));
        return slices(runs, name -> name.replace(".jsonl", ""));
    }

    /** Every stack, by name. */
    public Map<String, Slice> byStack() {
        Map<String, List<RunScore>> runs = new TreeMap<>();
        for (RunScore.Scored run : accuracy.validation().scored()) {
            runs.computeIfAbsent(run.subject().stack(), s -> new ArrayList<>()).add(run);
        }
        return slices(runs, Function.identity());
    }

    /** The runs that a target is about. */
    public Slice of(Target target) {
        List<RunScore.Scored> from = target.runs().foreign()
                ? accuracy.foreign()
                : accuracy.validation().scored();
        List<RunScore.Scored> chosen =
                from.stream().filter(run -> target.runs().takes(run, best)).toList();
        return Slice.of(target.name(), chosen, coverage);
    }

    private Map<String, Slice> slices(Map<String, List<RunScore>> runs, Function<String, String> name) {
        Map<String, Slice> slices = new LinkedHashMap<>();
        runs.forEach((key, some) -> {
            Slice slice = Slice.of(name.apply(key), some, coverage);
            if (slice.scored()) {
                slices.put(name.apply(key), slice);
            }
        });
        return slices;
    }
}
