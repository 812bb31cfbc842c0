package dev.shardwright.simulator.accuracy;

import dev.shardwright.simulator.report.Confidence;
import dev.shardwright.simulator.report.Interval;
import dev.shardwright.simulator.validation.RunScore;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Whether measured runs lie inside the intervals of predictions that did not see them: whole groups of layouts are left
 * out of the residuals, a tenth of the groups at a time.
 *
 * @param runs each run with its out-of-fold intervals
 */
public record Coverage(List<Judged> runs) {
    private static final int FOLDS = 10;

    /** A run and the intervals that residuals of other groups give it. */
    public record Judged(RunScore.Scored run, Confidence confidence) {}

    /** Of some runs: how many, the share inside, the median half width as a share of the prediction. */
    public record Share(int runs, double inside, double halfWidth) {}

    public Coverage {
        runs = List.copyOf(runs);
    }

    static Coverage of(List<RunScore.Scored> runs, List<RunScore.Scored> foreign, Map<String, Set<String>> kin) {
        List<Judged> judged = new ArrayList<>();
        for (int fold = 0; fold < FOLDS; fold++) {
            int left = fold;
            ResidualTable table = ResidualTable.of(without(runs, left), without(foreign, left), kin);
            runs.stream().filter(run -> fold(run) == left).forEach(run -> judged.add(judged(run, table)));
        }
        return new Coverage(judged);
    }

    private static Judged judged(RunScore.Scored run, ResidualTable table) {
        String stack = run.subject().stack();
        return new Judged(run, Confidence.of(stack, run.subject().situation(), table.of(stack)));
    }

    private static List<RunScore.Scored> without(List<RunScore.Scored> runs, int fold) {
        return runs.stream().filter(run -> fold(run) != fold).toList();
    }

    /** Groups are dealt by the model, machines, sequence, batch and format in their name, not by the software. */
    private static int fold(RunScore.Scored run) {
        String group = run.group().substring(0, run.group().lastIndexOf(' '));
        return Math.floorMod(group.hashCode() * 31 + 17, FOLDS);
    }

    public Share time(Predicate<RunScore.Scored> which) {
        return share(which, Figure.TIME);
    }

    public Share memory(Predicate<RunScore.Scored> which) {
        return share(which, Figure.MEMORY);
    }

    private enum Figure {
        TIME,
        MEMORY
    }

    private Share share(Predicate<RunScore.Scored> which, Figure figure) {
        int inside = 0;
        List<Double> widths = new ArrayList<>();
        for (Judged judged : runs) {
            RunScore.Scored run = judged.run();
            var ratio = figure == Figure.TIME ? run.timeRatio() : run.memoryRatio();
            if (ratio.isPresent() && which.test(run)) {
                Interval interval = figure == Figure.TIME
                        ? judged.confidence().time()
                        : judged.confidence().memory();
                widths.add(interval.halfWidth());
                inside += interval.holds(1 / ratio.get()) ? 1 : 0;
            }
        }
        double[] sorted =
                widths.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        int count = sorted.length;
        return count == 0
                ? new Share(0, 0, 0)
                : new Share(count, (double) inside / count, (sorted[(count - 1) / 2] + sorted[count / 2]) / 2);
    }
}
