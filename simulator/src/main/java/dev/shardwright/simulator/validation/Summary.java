package dev.shardwright.simulator.validation;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * Statistics of one file (or one group of it): errors of step time and peak memory, ranking of layouts, out-of-memory
 * labels, and how many rows were skipped for which reason.
 */
public record Summary(
        String name,
        ErrorStatistics time,
        ErrorStatistics memory,
        Ranking ranking,
        OutOfMemoryTable outOfMemory,
        Map<String, Integer> skipped) {
    /** Statistics of some runs. */
    public static Summary of(String name, List<? extends RunScore> scores) {
        List<RunScore.Scored> scored = new ArrayList<>();
        Map<String, Integer> skipped = new TreeMap<>();
        for (RunScore score : scores) {
            if (score instanceof RunScore.Scored s) {
                scored.add(s);
            } else if (score instanceof RunScore.Skipped s) {
                skipped.merge(s.reason(), 1, Integer::sum);
            }
        }
        return new Summary(
                name,
                ErrorStatistics.of(ratios(scored, RunScore.Scored::timeRatio)),
                ErrorStatistics.of(ratios(scored, RunScore.Scored::memoryRatio)),
                Ranking.of(groups(scored).values()),
                OutOfMemoryTable.of(scored),
                skipped);
    }

    /** Statistics of each group of layouts, in order of appearance. */
    static List<Summary> byGroup(List<RunScore.Scored> scored) {
        List<Summary> summaries = new ArrayList<>();
        groups(scored).forEach((group, runs) -> summaries.add(of(group, List.copyOf(runs))));
        return summaries;
    }

    private static Map<String, List<RunScore.Scored>> groups(List<RunScore.Scored> scored) {
        Map<String, List<RunScore.Scored>> groups = new LinkedHashMap<>();
        scored.forEach(
                s -> groups.computeIfAbsent(s.group(), g -> new ArrayList<>()).add(s));
        return groups;
    }

    private static double[] ratios(
            List<RunScore.Scored> scored, Function<RunScore.Scored, java.util.Optional<Double>> ratio) {
        return scored.stream()
                .flatMap(s -> ratio.apply(s).stream())
                .mapToDouble(Double::doubleValue)
                .toArray();
    }
}
