package dev.shardwright.simulator.validation;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/**
 * How well predictions rank the layouts of each group of at least two timed runs. {@code bestKept}: measured speed of
 * the layout predicted fastest over the best measured speed, averaged over groups. {@code pairsInOrder}: share of pairs
 * of a group whose order is right, {@code clearPairsInOrder} that of pairs whose measured times differ by more than 5 %.
 * {@code firstFitRan}: groups in which the fastest layout that is predicted to fit
 * really ran, out of {@code groups}.
 */
public record Ranking(int groups, double bestKept, double pairsInOrder, double clearPairsInOrder, int firstFitRan) {
    private static final double CLEAR = 1.05;

    static Ranking of(Collection<List<RunScore.Scored>> groups) {
        int counted = 0;
        double kept = 0;
        int ran = 0;
        long pairs = 0;
        long ordered = 0;
        long clear = 0;
        long clearOrdered = 0;
        for (List<RunScore.Scored> group : groups) {
            List<RunScore.Scored> timed = group.stream()
                    .filter(s -> s.measured().iteration().isPresent())
                    .toList();
            if (timed.size() < 2) {
                continue;
            }
            counted++;
            kept += bestKept(timed);
            ran += firstFitRan(group) ? 1 : 0;
            for (int i = 0; i < timed.size(); i++) {
                for (int j = i + 1; j < timed.size(); j++) {
                    pairs++;
                    int right = inOrder(timed.get(i), timed.get(j)) ? 1 : 0;
                    ordered += right;
                    if (gap(timed.get(i), timed.get(j)) > CLEAR) {
                        clear++;
                        clearOrdered += right;
                    }
                }
            }
        }
        return new Ranking(
                counted, counted == 0 ? 0 : kept / counted, share(ordered, pairs), share(clearOrdered, clear), ran);
    }

    private static double share(long some, long all) {
        return all == 0 ? 0 : (double) some / all;
    }

    private static double gap(RunScore.Scored a, RunScore.Scored b) {
        return Math.max(measured(a), measured(b)) / Math.min(measured(a), measured(b));
    }

    private static double bestKept(List<RunScore.Scored> timed) {
        double best = timed.stream().mapToDouble(Ranking::measured).min().orElseThrow();
        return best / measured(timed.stream().min(FASTEST_FIRST).orElseThrow());
    }

    private static boolean firstFitRan(List<RunScore.Scored> group) {
        List<RunScore.Scored> fitting =
                new ArrayList<>(group.stream().filter(s -> s.predicted().fits()).toList());
        fitting.sort(FASTEST_FIRST);
        return !fitting.isEmpty() && !fitting.get(0).measured().outOfMemory().orElse(Boolean.FALSE);
    }

    private static boolean inOrder(RunScore.Scored a, RunScore.Scored b) {
        double predicted =
                a.predicted().iteration().value() - b.predicted().iteration().value();
        return predicted * (measured(a) - measured(b)) >= 0;
    }

    private static final Comparator<RunScore.Scored> FASTEST_FIRST =
            Comparator.comparing(s -> s.predicted().iteration());

    private static double measured(RunScore.Scored run) {
        return run.measured().iteration().orElseThrow().value();
    }
}
