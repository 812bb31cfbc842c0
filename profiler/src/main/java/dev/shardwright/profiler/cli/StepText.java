package dev.shardwright.profiler.cli;

import dev.shardwright.profiler.steptrace.StepTimes;
import dev.shardwright.simulator.unit.Seconds;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Where the time of a traced step went, as a table. */
final class StepText {
    private StepText() {}

    static List<String> lines(StepTimes times) {
        List<String> lines = new ArrayList<>();
        int steps = Math.max(1, times.steps());
        lines.add(heading(times, steps));
        TextTable table = new TextTable(List.of("kind of kernel", "time", "share", "kernels", "mean"), 1);
        double whole = times.whole().value();
        for (StepTimes.Part part : times.kinds()) {
            table.add(List.of(
                    part.kind(),
                    time(part.time(), steps),
                    share(part.time(), whole),
                    String.format(Locale.ROOT, "%,d", Math.round(part.count() / (double) steps)),
                    new Seconds(part.time().value() / part.count()).toString()));
        }
        table.add(List.of("nothing runs", time(times.idle(), steps), share(times.idle(), whole), "", ""));
        lines.addAll(table.lines());
        communication(times, steps, lines);
        return lines;
    }

    private static String heading(StepTimes times, int steps) {
        String device = times.device().isEmpty() ? "" : times.device() + ": ";
        return times.steps() == 0
                ? device + "no marked steps; the whole trace spans " + times.whole()
                : device + times.steps() + (steps == 1 ? " step of " : " steps, each ") + time(times.whole(), steps);
    }

    private static void communication(StepTimes times, int steps, List<String> lines) {
        StepTimes.Communication sent = times.communication();
        if (sent.all().value() > 0) {
            double hidden = 1 - sent.exposed().value() / sent.all().value();
            lines.add(String.format(
                    Locale.ROOT,
                    "communication runs for %s, of which %s exposed; %.1f %% is hidden behind other kernels",
                    time(sent.all(), steps),
                    time(sent.exposed(), steps),
                    100 * hidden));
        }
    }

    private static String time(Seconds all, int steps) {
        return new Seconds(all.value() / steps).toString();
    }

    private static String share(Seconds part, double whole) {
        return whole == 0 ? "-" : String.format(Locale.ROOT, "%.1f %%", 100 * part.value() / whole);
    }
}
