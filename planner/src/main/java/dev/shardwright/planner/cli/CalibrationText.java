package dev.shardwright.planner.cli;

import dev.shardwright.simulator.calibration.Calibration;
import dev.shardwright.simulator.calibration.Movement;
import dev.shardwright.simulator.reportfile.TextTable;
import dev.shardwright.simulator.validation.ErrorStatistics;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A calibration for people. */
final class CalibrationText {
    private CalibrationText() {}

    static List<String> lines(Calibration calibration) {
        List<String> lines = new ArrayList<>();
        TextTable moved = new TextTable()
                .left("constant")
                .right("from")
                .right("to")
                .right("left")
                .left("meaning");
        for (Movement m : calibration.movements()) {
            moved.row(List.of(
                    m.setting().dial().key(),
                    m.setting().dial().text(m.from()),
                    m.setting().dial().text(m.to()),
                    percent(m.uncertainty()),
                    m.silent() ? "the runs say nothing" : meaning(m)));
        }
        lines.addAll(moved.lines());
        lines.add("");
        Calibration.Gain gain = calibration.gain();
        TextTable errors = new TextTable()
                .left("error of")
                .right("MAPE")
                .right("median")
                .right("p90")
                .right("bias");
        errors.row(row("before", gain.before()));
        errors.row(row("after, in-sample", gain.after()));
        errors.row(row("after, cross-validated", gain.crossValidated()));
        lines.addAll(errors.lines());
        lines.add("");
        lines.add(calibration.runs().runs().size() + " runs in " + calibration.groups() + " groups, "
                + calibration.gain().folds() + " folds; "
                + calibration.runs().skipped().size() + " skipped");
        return lines;
    }

    private static String meaning(Movement m) {
        return m.setting().dial().meaning();
    }

    private static List<String> row(String name, ErrorStatistics e) {
        return List.of(name, percent(e.mean()), percent(e.median()), percent(e.p90()), percent(e.bias()));
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.1f %%", 100 * share);
    }
}
