package dev.shardwright.profiler.cli;

import dev.shardwright.profiler.predict.TimingErrors;
import java.util.List;
import java.util.Locale;

/** How far predicted kernel times are from measured ones, as a table. */
record ErrorText(List<TimingErrors.Line> errors) {
    List<String> lines() {
        TextTable table = new TextTable(
                List.of("predicted against measured", "shapes", "median", "p90", "large", "median", "p90"), 1);
        for (TimingErrors.Line line : errors) {
            table.add(List.of(
                    line.kernel(),
                    count(line.all()),
                    CurveText.percent(line.all().deviation().median()),
                    CurveText.percent(line.all().deviation().ninetieth()),
                    count(line.large()),
                    CurveText.percent(line.large().deviation().median()),
                    CurveText.percent(line.large().deviation().ninetieth())));
        }
        return table.lines();
    }

    private static String count(TimingErrors.Share share) {
        return String.format(Locale.ROOT, "%,d", share.shapes());
    }
}
