package dev.shardwright.simulator.reportfile;

import dev.shardwright.simulator.report.Explanation;
import dev.shardwright.simulator.report.Explanation.Idle;
import dev.shardwright.simulator.unit.Seconds;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** An explanation for people: blocks of lines, the first line of each being its heading. */
public final class ExplanationText {
    private final Explanation explanation;

    private ExplanationText(Explanation explanation) {
        this.explanation = explanation;
    }

    /** The step event by event, what it waits for, what runs beside compute, and where ranks are idle. */
    public static List<List<String>> blocks(Explanation explanation) {
        ExplanationText text = new ExplanationText(explanation);
        return explanation.beside().isEmpty()
                ? List.of(text.step(), text.causes(), text.idle())
                : List.of(text.step(), text.causes(), text.beside(), text.idle());
    }

    private List<String> step() {
        Explanation.StepLength length = explanation.length();
        Explanation.MemoryPeak peak = explanation.peak();
        TextTable table = new TextTable().left("event by event").right("value").left("");
        table.row(List.of(
                "step time",
                seconds(length.played()),
                "closed form " + seconds(length.closedForm()) + " (" + change(length.difference()) + ")"));
        table.row(List.of(
                "peak memory",
                ReportFigure.gibibytes(peak.used().inGibibytes()),
                "on rank " + peak.rank() + ", first reached after " + seconds(peak.at())));
        table.row(List.of("tasks", JobText.number(explanation.tasks()), ""));
        return table.lines();
    }

    private List<String> causes() {
        double step = explanation.length().played().value();
        TextTable table = new TextTable()
                .left("what the step waits for")
                .right("time")
                .right("share")
                .right("step if it were free")
                .right("");
        explanation
                .causes()
                .forEach((category, cause) -> table.row(List.of(
                        category.label(),
                        seconds(cause.onCriticalPath()),
                        ReportFigure.percent(cause.onCriticalPath().value() / step),
                        seconds(cause.stepWithout()),
                        change(cause.stepWithout().value() / step - 1))));
        return table.lines();
    }

    private List<String> beside() {
        TextTable table = new TextTable()
                .left("beside compute")
                .right("busy")
                .right("exposed")
                .right("on rank");
        explanation
                .beside()
                .forEach(beside -> table.row(List.of(
                        beside.stream().label(),
                        seconds(beside.busy()),
                        seconds(beside.exposed()),
                        Integer.toString(beside.rank()))));
        return table.lines();
    }

    /** The first rank, the one that is idle longest, and the last. */
    private List<String> idle() {
        List<Idle> ranks = explanation.idle();
        Map<Integer, Idle> shown = new TreeMap<>();
        for (Idle idle : List.of(ranks.get(0), explanation.mostIdle(), ranks.get(ranks.size() - 1))) {
            shown.put(idle.rank(), idle);
        }
        TextTable table = new TextTable()
                .left("idle")
                .right("compute")
                .right("all streams")
                .left("");
        shown.values()
                .forEach(idle -> table.row(List.of(
                        "rank " + idle.rank(),
                        ReportFigure.percent(idle.compute()),
                        ReportFigure.percent(idle.all()),
                        idle.equals(explanation.mostIdle()) && ranks.size() > 1 ? "the most of all ranks" : "")));
        return table.lines();
    }

    private static String seconds(Seconds value) {
        return value.value() == 0 ? "0 s" : ReportFigure.seconds(value.value());
    }

    private static String change(double share) {
        String text = String.format(Locale.ROOT, "%+.1f %%", 100 * share);
        return text.substring(1).equals("0.0 %") ? "0.0 %" : text;
    }
}
