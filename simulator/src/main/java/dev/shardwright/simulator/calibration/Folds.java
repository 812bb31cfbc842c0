package dev.shardwright.simulator.calibration;

import dev.shardwright.simulator.validation.TimedRun;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** How runs are left out in turn: each fold holds the indices of runs that are predicted from all the others. */
public record Folds(List<List<Integer>> parts) {
    /** Up to so many runs, each is left out alone. */
    private static final int FEW = 12;

    /** No more fits than this. */
    private static final int MOST = 10;

    public Folds {
        parts = parts.stream().map(List::copyOf).toList();
    }

    /** One run at a time for few runs; else whole groups of layouts of one job; runs of a single group in turn. */
    public static Folds of(List<TimedRun> runs) {
        if (runs.size() <= FEW) {
            return by(indexed(runs), Integer.MAX_VALUE);
        }
        Map<String, List<Integer>> groups = keyed(runs, run -> run.origin().group());
        return groups.size() > 2 ? by(groups, MOST) : by(indexed(runs), MOST);
    }

    /** Leaves out all runs of a key at a time, or of a few keys where there are many. */
    public static Folds leavingOut(List<TimedRun> runs, Function<TimedRun, String> key) {
        return by(keyed(runs, key), MOST);
    }

    private static Map<String, List<Integer>> keyed(List<TimedRun> runs, Function<TimedRun, String> key) {
        Map<String, List<Integer>> groups = new LinkedHashMap<>();
        for (int i = 0; i < runs.size(); i++) {
            groups.computeIfAbsent(key.apply(runs.get(i)), k -> new ArrayList<>())
                    .add(i);
        }
        return groups;
    }

    private static Map<String, List<Integer>> indexed(List<TimedRun> runs) {
        Map<String, List<Integer>> each = new LinkedHashMap<>();
        for (int i = 0; i < runs.size(); i++) {
            each.put(String.valueOf(i), List.of(i));
        }
        return each;
    }

    /** Deals the groups to at most so many folds, always to the smallest one. */
    private static Folds by(Map<String, List<Integer>> groups, int most) {
        List<List<Integer>> folds = new ArrayList<>();
        List<List<Integer>> largestFirst =
                groups.values().stream().sorted((a, b) -> b.size() - a.size()).toList();
        for (List<Integer> group : largestFirst) {
            if (folds.size() < most) {
                folds.add(new ArrayList<>(group));
            } else {
                folds.stream().min((a, b) -> a.size() - b.size()).orElseThrow().addAll(group);
            }
        }
        return new Folds(folds);
    }
}
