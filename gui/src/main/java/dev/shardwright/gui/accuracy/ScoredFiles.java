package dev.shardwright.gui.accuracy;

import dev.shardwright.simulator.catalog.Catalog;
import dev.shardwright.simulator.problem.InvalidInputException;
import dev.shardwright.simulator.validation.RunScore;
import dev.shardwright.simulator.validation.Validation;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Files of measured runs, with what became of each run.
 *
 * @param files those that could be read
 * @param runs of all of them, skipped ones included
 * @param problems why other files could not be read
 */
record ScoredFiles(List<Path> files, List<RunScore> runs, List<String> problems) {
    static final ScoredFiles NONE = new ScoredFiles(List.of(), List.of(), List.of());

    ScoredFiles {
        files = List.copyOf(files);
        runs = List.copyOf(runs);
        problems = List.copyOf(problems);
    }

    /** These and one file more, whose runs are predicted now. */
    ScoredFiles and(Path file, Catalog catalog) {
        try {
            Validation validation = Validation.score(List.of(file), catalog);
            return new ScoredFiles(with(files, file), joined(runs, validation.runs()), problems);
        } catch (InvalidInputException e) {
            return new ScoredFiles(files, runs, with(problems, e.getMessage()));
        }
    }

    private static <T> List<T> with(List<T> list, T more) {
        return joined(list, List.of(more));
    }

    private static <T> List<T> joined(List<T> list, List<T> more) {
        List<T> all = new ArrayList<>(list);
        all.addAll(more);
        return all;
    }

    /** The runs whose step time was measured and predicted. */
    List<RunScore.Scored> timed() {
        List<RunScore.Scored> timed = new ArrayList<>();
        for (RunScore run : runs) {
            if (run instanceof RunScore.Scored scored && scored.timeRatio().isPresent()) {
                timed.add(scored);
            }
        }
        return timed;
    }

    /** The place of each stack among series, in order of appearance. */
    Map<String, Integer> stacks() {
        Map<String, Integer> stacks = new LinkedHashMap<>();
        timed().forEach(run -> stacks.putIfAbsent(run.subject().stack(), stacks.size()));
        return stacks;
    }

    /** Runs that are left out for one reason, and the first of them. */
    record LeftOut(String reason, String first, int runs) {
        private LeftOut andOne() {
            return new LeftOut(reason, first, runs + 1);
        }
    }

    /** Why runs are left out, most runs first. */
    List<LeftOut> leftOut() {
        Map<String, LeftOut> reasons = new TreeMap<>();
        for (RunScore run : runs) {
            if (run instanceof RunScore.Skipped skipped) {
                String reason = skipped.reason();
                LeftOut before = reasons.getOrDefault(reason, new LeftOut(reason, skipped.id(), 0));
                reasons.put(reason, before.andOne());
            }
        }
        return reasons.values().stream()
                .sorted(Comparator.comparingInt(LeftOut::runs).reversed())
                .toList();
    }
}
