package dev.shardwright.simulator.reportfile;

import dev.shardwright.simulator.unit.Seconds;
import dev.shardwright.simulator.whatif.Consequences;
import dev.shardwright.simulator.whatif.Effect;
import java.util.List;
import java.util.Locale;

/** What disturbances make of a step, for people. */
public final class WhatIfText {
    private WhatIfText() {}

    /** A table, its heading first. */
    public static List<String> block(Consequences consequences) {
        TextTable table = new TextTable()
                .left("what if")
                .right("step time")
                .right("change")
                .left("90 % of the steps");
        table.row(List.of("as planned, event by event", seconds(consequences.undisturbed()), "", ""));
        for (Effect effect : consequences.effects()) {
            table.row(List.of(
                    effect.cause(),
                    seconds(effect.step()),
                    change(consequences.factor(effect)),
                    effect.leftToChance() ? seconds(effect.low()) + " to " + seconds(effect.high()) : ""));
        }
        return table.lines();
    }

    /** What keeps figures from being sure. */
    public static List<String> remarks(Consequences consequences) {
        return consequences.effects().stream()
                .filter(effect -> !effect.remark().isEmpty())
                .map(effect -> effect.cause() + ": " + effect.remark() + ".")
                .toList();
    }

    private static String seconds(Seconds time) {
        return ReportFigure.seconds(time.value());
    }

    private static String change(double factor) {
        double percent = 100 * (factor - 1);
        return Math.abs(percent) < 0.05 ? "0.0 %" : String.format(Locale.ROOT, "%+.1f %%", percent);
    }
}
