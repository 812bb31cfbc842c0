package dev.shardwright.planner.output;

import dev.shardwright.simulator.jobfile.JobWords;
import dev.shardwright.simulator.layout.Layout;
import dev.shardwright.simulator.layout.Offload;
import dev.shardwright.simulator.layout.SequenceParallel;
import dev.shardwright.simulator.reportfile.JobText;
import dev.shardwright.simulator.reportfile.TextTable;
import dev.shardwright.simulator.reportfile.TextTable.Align;
import dev.shardwright.simulator.schedule.Interleaved;
import dev.shardwright.simulator.schedule.OneForwardOneBackward;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * The layout's part of the table of a plan: the choices in which its layouts differ, one column each. What all of them
 * share is said once, in words.
 */
public final class LayoutColumns {
    /** How much is shown: SHORT leaves out the schedule where the virtual stages imply it. */
    public enum Detail {
        FULL,
        SHORT
    }

    /** A choice: {@code phrase} says it in words, and says nothing where the choice is the trivial one. */
    private record Choice(String heading, Align align, Function<Layout, String> cell, Function<Layout, String> phrase) {
        boolean differs(List<Layout> layouts) {
            return layouts.stream().map(cell).distinct().count() > 1;
        }

        /** Shown even if it does not differ. */
        boolean always() {
            return phrase == ALWAYS;
        }
    }

    private static final Function<Layout, String> ALWAYS = layout -> "";

    private static final Choice SCHEDULE = text("schedule", LayoutColumns::schedule, LayoutColumns::schedulePhrase);

    private static final List<Choice> CHOICES = List.of(
            number("tp", layout -> layout.degrees().tensor(), ALWAYS),
            number("pp", layout -> layout.degrees().pipeline(), ALWAYS),
            number("vpp", layout -> layout.schedule().virtualStages(), LayoutColumns::virtualStages),
            number("cp", layout -> layout.degrees().context(), LayoutColumns::context),
            number(
                    "ep",
                    layout -> layout.degrees().expert(),
                    layout -> above1("ep", layout.degrees().expert())),
            number("etp", LayoutColumns::expertTensor, layout -> above1("etp", expertTensor(layout))),
            number("dp", layout -> layout.degrees().data(), ALWAYS),
            text(
                    "zero",
                    LayoutColumns::zero,
                    layout -> JobText.sharding(layout.memorySaving().sharding())),
            number("mb", Layout::microBatch, ALWAYS),
            text("sp", LayoutColumns::sequenceParallel, LayoutColumns::sequencePhrase),
            text("recompute", layout -> layout.memorySaving().recompute().name(), LayoutColumns::recompute),
            SCHEDULE,
            text("offload", LayoutColumns::offload, LayoutColumns::offloadPhrase));

    private final List<Layout> layouts;
    private final List<Choice> shown;

    public LayoutColumns(List<Layout> layouts, Detail detail) {
        this.layouts = List.copyOf(layouts);
        shown = CHOICES.stream()
                .filter(choice -> choice.always() || choice.differs(layouts))
                .filter(choice -> detail == Detail.FULL || !choice.equals(SCHEDULE) || needsSchedule())
                .toList();
    }

    /** Virtual stages say which layouts are interleaved; the others are 1F1B unless there is another schedule. */
    private boolean needsSchedule() {
        return layouts.stream()
                .map(Layout::schedule)
                .anyMatch(s -> !(s instanceof OneForwardOneBackward || s instanceof Interleaved));
    }

    /** Adds the columns to a table of text. */
    public void addTo(TextTable table) {
        shown.forEach(choice -> table.column(choice.heading(), choice.align()));
    }

    /** The headings of the columns. */
    public List<String> headings() {
        return shown.stream().map(Choice::heading).toList();
    }

    /** What stands under the headings for one layout. */
    public List<String> cells(Layout layout) {
        return shown.stream().map(choice -> choice.cell().apply(layout)).toList();
    }

    /** The choices of two layouts that differ, in the order of the columns. */
    public static List<Difference> differences(Layout before, Layout after) {
        return CHOICES.stream()
                .filter(choice -> choice.differs(List.of(before, after)))
                .map(choice -> new Difference(
                        choice.heading(),
                        choice.cell().apply(before),
                        choice.cell().apply(after)))
                .toList();
    }

    /** One choice in two layouts, under the heading of its column. */
    public record Difference(String choice, String before, String after) {}

    /** What every layout has in common, such as "ZeRO-1, sequence parallel, no recompute". */
    public String shared() {
        List<String> phrases = new ArrayList<>();
        for (Choice choice : CHOICES) {
            String phrase = choice.phrase().apply(layouts.get(0));
            if (!shown.contains(choice) && !phrase.isEmpty()) {
                phrases.add(phrase);
            }
        }
        return String.join(", ", phrases);
    }

    private static Choice number(String heading, Function<Layout, Integer> cell, Function<Layout, String> phrase) {
        return new Choice(heading, Align.RIGHT, layout -> String.valueOf(cell.apply(layout)), phrase);
    }

    private static Choice text(String heading, Function<Layout, String> cell, Function<Layout, String> phrase) {
        return new Choice(heading, Align.LEFT, cell, phrase);
    }

    private static String above1(String label, int value) {
        return value == 1 ? "" : label + " " + value;
    }

    private static String virtualStages(Layout layout) {
        return above1("vpp", layout.schedule().virtualStages());
    }

    private static String context(Layout layout) {
        int ranks = layout.degrees().context();
        return ranks == 1 ? "" : "cp " + ranks + " (" + JobText.label(layout.contextMethod()) + ")";
    }

    /** Without expert parallelism an expert is divided like any other layer. */
    private static int expertTensor(Layout layout) {
        return layout.degrees().expert() == 1 ? 1 : layout.degrees().expertTensor();
    }

    private static String zero(Layout layout) {
        var sharding = layout.memorySaving().sharding();
        return sharding.stage().ordinal() + (sharding.replicas() > 1 ? "/" + sharding.replicas() : "");
    }

    private static String sequenceParallel(Layout layout) {
        return layout.sequenceParallel() == SequenceParallel.ON ? "on" : "-";
    }

    private static String sequencePhrase(Layout layout) {
        return layout.sequenceParallel() == SequenceParallel.ON ? "sequence parallel" : "";
    }

    private static String recompute(Layout layout) {
        String name = layout.memorySaving().recompute().name();
        return name.equals("none") ? "no recompute" : "recompute " + name;
    }

    private static String schedule(Layout layout) {
        return layout.degrees().pipeline() == 1 ? "-" : layout.schedule().name();
    }

    private static String schedulePhrase(Layout layout) {
        return layout.degrees().pipeline() == 1 ? "" : layout.schedule().name() + " schedule";
    }

    private static String offload(Layout layout) {
        return layout.memorySaving().offload() == Offload.NONE
                ? "-"
                : JobWords.word(JobWords.OFFLOADS, layout.memorySaving().offload());
    }

    private static String offloadPhrase(Layout layout) {
        return layout.memorySaving().offload() == Offload.NONE
                ? ""
                : JobText.offloaded(layout.memorySaving().offload()) + " to the host";
    }
}
