package dev.shardwright.simulator.accuracy;

import dev.shardwright.simulator.Simulator;
import dev.shardwright.simulator.report.Report;
import dev.shardwright.simulator.validation.ErrorStatistics;
import dev.shardwright.simulator.validation.TimedRun;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What each modelled effect is worth: the error of step time per file with the effect switched off. */
final class AblationPage {
    private static final int FEWEST = 20;

    private AblationPage() {}

    static String text(List<TimedRun> runs) {
        Map<String, List<TimedRun>> files = new LinkedHashMap<>();
        for (TimedRun run : runs) {
            files.computeIfAbsent(run.origin().file(), f -> new ArrayList<>()).add(run);
        }
        files.values().removeIf(some -> some.size() < FEWEST);
        Map<TimedRun, Report> full = new LinkedHashMap<>();
        files.values().forEach(some -> some.forEach(run -> full.put(run, Simulator.simulate(run.job()))));
        List<String> headings = new ArrayList<>(List.of("effect", "switched off"));
        files.keySet().forEach(file -> headings.add(file.replace(".jsonl", "")));
        MarkdownTable table = new MarkdownTable(headings.toArray(String[]::new));
        table.row(row(
                "none",
                "MAPE of the whole model",
                files.values().stream()
                        .map(some -> MarkdownTable.percent(1, error(some, full, null)))
                        .toList()));
        for (Effect effect : Effect.ALL) {
            table.row(row(
                    effect.name(),
                    effect.switchedOff(),
                    files.values().stream()
                            .map(some -> points(error(some, full, effect) - error(some, full, null)))
                            .toList()));
        }
        return "# What each effect is worth\n\nGenerated ([how](../accuracy.md#writing-these-pages)). One effect is "
                + "switched off at a time and nothing is refitted; the table shows by how many points the MAPE of "
                + "step time changes. Plus: the effect makes predictions better. About 0: these runs do not show "
                + "it. Minus: on these runs predictions would be better without it, so something else is too slow "
                + "or the effect is overstated.\n\n" + table.text();
    }

    private static List<String> row(String name, String off, List<String> cells) {
        List<String> row = new ArrayList<>(List.of(name, off));
        row.addAll(cells);
        return row;
    }

    private static double error(List<TimedRun> runs, Map<TimedRun, Report> full, Effect effect) {
        return ErrorStatistics.of(runs.stream()
                        .mapToDouble(run -> {
                            Report report = full.get(run);
                            double seconds = effect == null
                                    ? report.iteration().value()
                                    : effect.seconds(report, Simulator::simulate)
                                            .value();
                            return seconds * run.batchScale() / run.measured().value();
                        })
                        .toArray())
                .mean();
    }

    private static String points(double difference) {
        return Math.abs(difference) < 5e-4 ? "0" : String.format(Locale.ROOT, "%+.1f", 100 * difference);
    }
}
