package dev.shardwright.simulator.accuracy;

import dev.shardwright.simulator.calibration.LeftOut;
import dev.shardwright.simulator.calibration.OutOfSample;
import dev.shardwright.simulator.calibration.Progress;
import dev.shardwright.simulator.validation.ErrorStatistics;
import dev.shardwright.simulator.validation.TimedRun;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/** Errors of step time on runs that were left out of the fit: by group of layouts, by accelerator, by stack. */
final class LeftOutPage {
    /** Of more runs of a stack every second, third, ... is taken: refits on thousands of rows take too long. */
    private static final int MOST = 300;

    private final List<TimedRun> runs;
    private final Map<String, List<Double>> ratios = new LinkedHashMap<>();

    /** @param shipped predicted over measured step time of a run by the shipped constants */
    LeftOutPage(List<TimedRun> all, Function<TimedRun, Double> shipped, Function<List<TimedRun>, OutOfSample> fits) {
        runs = thinned(all);
        ratios.put("shipped constants", runs.stream().map(shipped).toList());
        OutOfSample outOfSample = fits.apply(runs);
        ratios.put("groups left out", outOfSample.ratios(LeftOut.GROUP, Progress.NONE));
        ratios.put("GPU left out", outOfSample.ratios(LeftOut.GPU, Progress.NONE));
        ratios.put("stack left out", outOfSample.ratios(LeftOut.STACK, Progress.NONE));
    }

    private static List<TimedRun> thinned(List<TimedRun> all) {
        Map<String, List<TimedRun>> stacks = new LinkedHashMap<>();
        all.forEach(run -> stacks.computeIfAbsent(run.job().stack().name(), s -> new ArrayList<>())
                .add(run));
        List<TimedRun> some = new ArrayList<>();
        for (List<TimedRun> stack : stacks.values()) {
            int stride = (stack.size() + MOST - 1) / MOST;
            for (int i = 0; i < stack.size(); i += stride) {
                some.add(stack.get(i));
            }
        }
        return some;
    }

    String text() {
        return "# Errors on runs that were left out\n\nGenerated ([how](../accuracy.md#writing-these-pages)). MAPE / "
                + "median of step time. Stacks that share their speeds form a family; its constants are fitted anew "
                + "without the runs that are predicted, around what other families have on average "
                + "([calibration](../model/calibration.md)). Groups: all layouts of a job, up to ten folds. GPU: all "
                + "runs on that kind of GPU. Stack: all runs of the family, so that nothing but the average of others "
                + "is known: what a stack that nobody has fitted can expect. Shipped: the constants of "
                + "`profiles/stacks`, which saw many of these runs. Of more than " + MOST
                + " runs of a stack every second (third, ...) is taken.\n\n## By stack\n\n"
                + table("stack", run -> run.job().stack().name())
                + "\n## By file\n\n" + table("file", run -> run.origin().file().replace(".jsonl", ""))
                + "\n## By kind of GPU\n\n"
                + table("GPU", run -> run.job().cluster().accelerator().name());
    }

    private String table(String of, Function<TimedRun, String> key) {
        List<String> headings = new ArrayList<>(List.of(of, "runs"));
        headings.addAll(ratios.keySet());
        MarkdownTable table = new MarkdownTable(headings.toArray(String[]::new));
        Map<String, List<Integer>> rows = new TreeMap<>();
        for (int i = 0; i < runs.size(); i++) {
            rows.computeIfAbsent(key.apply(runs.get(i)), k -> new ArrayList<>()).add(i);
        }
        rows.forEach((name, members) -> {
            List<String> cells = new ArrayList<>(List.of(name, MarkdownTable.count(members.size())));
            ratios.values()
                    .forEach(all -> cells.add(
                            errors(members.stream().mapToDouble(i -> all.get(i)).toArray())));
            table.row(cells);
        });
        return table.text();
    }

    private static String errors(double... ratios) {
        ErrorStatistics errors = ErrorStatistics.of(ratios);
        return MarkdownTable.percent(1, errors.mean()) + " / " + MarkdownTable.percent(1, errors.median());
    }
}
