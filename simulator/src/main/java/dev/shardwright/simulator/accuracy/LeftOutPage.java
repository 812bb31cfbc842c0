package dev.shardwright.simulator.accuracy;

import static dev.shardwright.simulator.accuracy.MarkdownTable.count;
import static dev.shardwright.simulator.accuracy.MarkdownTable.percent;
import static dev.shardwright.simulator.accuracy.MarkdownTable.signed;

import dev.shardwright.simulator.calibration.LeftOut;
import dev.shardwright.simulator.validation.ErrorStatistics;
import dev.shardwright.simulator.validation.RunScore;
import dev.shardwright.simulator.validation.TimedRun;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Errors of step time on runs that were left out of the fit: by group of layouts, by accelerator, by stack. */
final class LeftOutPage {
    /** A fit on fewer says nothing. */
    private static final int FEWEST = 6;

    /** Of more, every second, third, ... is taken: ten fits on thousands of rows take too long. */
    private static final int MOST = 300;

    private final Map<String, List<TimedRun>> stacks = new TreeMap<>();
    private final Accuracy accuracy;
    private final LeftOut leftOut;

    LeftOutPage(List<TimedRun> runs, Accuracy accuracy, LeftOut leftOut) {
        this.accuracy = accuracy;
        this.leftOut = leftOut;
        for (TimedRun run : runs) {
            stacks.computeIfAbsent(run.job().stack().name(), s -> new ArrayList<>())
                    .add(run);
        }
        stacks.values().removeIf(some -> some.size() < FEWEST);
        stacks.replaceAll((stack, some) -> thinned(some));
    }

    private static List<TimedRun> thinned(List<TimedRun> runs) {
        int stride = (runs.size() + MOST - 1) / MOST;
        List<TimedRun> some = new ArrayList<>();
        for (int i = 0; i < runs.size(); i += stride) {
            some.add(runs.get(i));
        }
        return some;
    }

    String text() {
        return "# Errors on runs that were left out\n\nGenerated ([how](../accuracy.md#writing-these-pages)). MAPE / "
                + "median of step time.\n\n## Groups and accelerators left out\n\nThe constants of each stack are "
                + "fitted anew from neutral priors (`profiles/calibration.json`) on its other runs, and predict those "
                + "left out: whole groups of layouts of one job in up to ten folds; all runs of one accelerator. Of more "
                + "than " + MOST + " runs of a stack every second (third, ...) is taken. "
                + "Shipped: the constants of `profiles/stacks`, which saw some of these runs. A shipped stack can be "
                + "better than a refit, since its constants also follow documentation and other stacks.\n\n" + refitted()
                + "\n## Stacks left out\n\nRuns predicted with `megatron-core` although they name another stack: what "
                + "a stack that nobody has fitted can expect of the shipped defaults.\n\n" + stacksLeftOut();
    }

    private String refitted() {
        MarkdownTable table = new MarkdownTable(
                "stack", "runs", "shipped", "groups left out", "bias", "accelerators", "accelerators left out", "bias");
        stacks.forEach((stack, runs) -> {
            ErrorStatistics byGroup = ErrorStatistics.of(leftOut.byGroup(stack, runs));
            long accelerators =
                    runs.stream().map(LeftOutPage::accelerator).distinct().count();
            Optional<ErrorStatistics> byAccelerator = accelerators < 2
                    ? Optional.empty()
                    : Optional.of(ErrorStatistics.of(leftOut.by(LeftOutPage::accelerator, stack, runs)));
            table.row(List.of(
                    stack,
                    count(runs.size()),
                    errors(shipped(stack)),
                    errors(byGroup),
                    signed(byGroup.count(), byGroup.bias()),
                    String.valueOf(accelerators),
                    byAccelerator.map(LeftOutPage::errors).orElse(MarkdownTable.NONE),
                    byAccelerator.map(e -> signed(e.count(), e.bias())).orElse(MarkdownTable.NONE)));
        });
        return table.text();
    }

    private static String accelerator(TimedRun run) {
        return run.job().cluster().accelerator().name();
    }

    private ErrorStatistics shipped(String stack) {
        return statistics(accuracy.validation().scored().stream()
                .filter(run -> run.subject().stack().equals(stack))
                .toList());
    }

    private String stacksLeftOut() {
        Map<String, String> stackOf = new TreeMap<>();
        accuracy.validation().scored().forEach(run -> stackOf.put(run.id(), run.subject().stack()));
        Map<String, List<RunScore.Scored>> foreign = new TreeMap<>();
        for (RunScore.Scored run : accuracy.foreign()) {
            if (stackOf.containsKey(run.id())) {
                foreign.computeIfAbsent(stackOf.get(run.id()), s -> new ArrayList<>())
                        .add(run);
            }
        }
        MarkdownTable table = new MarkdownTable("stack", "runs", "own constants", "as megatron-core", "bias");
        foreign.forEach((stack, runs) -> {
            ErrorStatistics errors = statistics(runs);
            if (errors.count() > 0) {
                table.row(List.of(
                        stack,
                        count(errors.count()),
                        errors(shipped(stack)),
                        errors(errors),
                        signed(errors.count(), errors.bias())));
            }
        });
        return table.text();
    }

    private static ErrorStatistics statistics(List<RunScore.Scored> runs) {
        return ErrorStatistics.of(runs.stream()
                .flatMap(run -> run.timeRatio().stream())
                .mapToDouble(Double::doubleValue)
                .toArray());
    }

    private static String errors(ErrorStatistics errors) {
        return percent(errors.count(), errors.mean()) + " / " + percent(errors.count(), errors.median());
    }
}
