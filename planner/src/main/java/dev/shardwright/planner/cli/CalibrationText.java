package dev.shardwright.planner.cli;

import dev.shardwright.simulator.calibration.Calibration;
import dev.shardwright.simulator.calibration.Gain;
import dev.shardwright.simulator.calibration.Movement;
import dev.shardwright.simulator.reportfile.TextTable;
import dev.shardwright.simulator.validation.ErrorStatistics;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** A calibration for people. */
final class CalibrationText {
    private final Calibration calibration;
    private final Console console;

    CalibrationText(Calibration calibration, Console console) {
        this.calibration = calibration;
        this.console = console;
    }

    List<String> lines() {
        List<String> lines = new ArrayList<>();
        moved(lines);
        silent(lines);
        lines.add("");
        errors(lines);
        lines.add("");
        prose(lines, runs());
        prose(
                lines,
                "Step time: what that movement alone does to the predicted times of these runs. Doubt left: what "
                        + "remains of the uncertainty there was before the runs; 100 % means that they say nothing. Errors are "
                        + "|predicted / measured - 1| of the step time.");
        return lines;
    }

    private void moved(List<String> lines) {
        TextTable table = new TextTable()
                .left("what moved")
                .right("from")
                .right("to")
                .right("step time")
                .right("doubt left")
                .left("key");
        List<Movement> moved =
                calibration.movements().stream().filter(Movement::moved).toList();
        for (Movement m : moved) {
            table.row(List.of(
                    m.meaning(),
                    m.setting().dial().text(m.from()),
                    m.setting().dial().text(m.to()),
                    String.format(Locale.ROOT, "%+.1f %%", 100 * m.effect()),
                    String.format(Locale.ROOT, "%.0f %%", 100 * m.uncertainty()),
                    m.setting().dial().key()));
        }
        lines.addAll(moved.isEmpty() ? List.of("Nothing moved.") : console.heading(table.lines()));
    }

    private void silent(List<String> lines) {
        String keys = calibration.movements().stream()
                .filter(m -> !m.moved())
                .map(m -> m.setting().dial().key())
                .collect(Collectors.joining(", "));
        if (!keys.isEmpty()) {
            lines.add("");
            prose(lines, "The runs say nothing about: " + keys + ".");
        }
    }

    private void errors(List<String> lines) {
        Gain gain = calibration.gain();
        TextTable table = new TextTable()
                .left("error")
                .right("MAPE")
                .right("median")
                .right("p90")
                .right("bias");
        table.row(row("before", gain.before()));
        table.row(row("after, on the same runs", gain.after()));
        if (gain.checked()) {
            table.row(row("after, on runs left out", gain.crossValidated()));
        }
        lines.addAll(console.heading(table.lines()));
    }

    private static List<String> row(String name, ErrorStatistics e) {
        return List.of(
                name,
                percent(e.mean()),
                percent(e.median()),
                percent(e.p90()),
                String.format(Locale.ROOT, "%+.1f %%", 100 * e.bias()));
    }

    private String runs() {
        int runs = calibration.runs().runs().size();
        long groups = calibration.groups();
        int skipped = calibration.runs().skipped().size();
        Gain gain = calibration.gain();
        String left = gain.checked()
                ? String.format(
                        Locale.ROOT,
                        "; left out in %d parts: %.1f points better, give or take %.1f",
                        calibration.folds(),
                        100 * gain.better(),
                        100 * gain.uncertain())
                : "; stopped before any were left out";
        return runs + " runs in " + groups + (groups == 1 ? " group" : " groups") + " of layouts" + left + "."
                + (skipped == 0 ? "" : " " + skipped + " other lines do not count (`shardwright validate` says why).");
    }

    private void prose(List<String> lines, String text) {
        lines.addAll(console.wrapped(text, "", ""));
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.1f %%", 100 * share);
    }
}
