package dev.shardwright.planner.diagnosis;

import dev.shardwright.planner.output.LayoutColumns;
import dev.shardwright.planner.output.LayoutColumns.Difference;
import dev.shardwright.simulator.layout.Layout;
import dev.shardwright.simulator.report.Report;
import java.util.ArrayList;
import java.util.List;

/** One choice made otherwise ({@code choices} holds two where no single one is enough), and what comes of it. */
public record Change(List<Choice> choices, Layout before, Report after) {
    public Change {
        choices = List.copyOf(choices);
    }

    /** "recompute none instead of full", "tp 4 instead of 16, sp on instead of off". */
    public String words() {
        List<String> words = new ArrayList<>();
        if (choices.contains(Choice.STAGES)) {
            words.add("embedding and head counted as layers of stages");
        }
        for (Difference d : differences()) {
            words.add(d.choice() + " " + shown(d.after()) + " instead of " + shown(d.before()));
        }
        return String.join(", ", words);
    }

    /** What differs in the layout; data parallel ranks only follow the other degrees. */
    private List<Difference> differences() {
        List<Difference> all = LayoutColumns.differences(before, after.job().layout());
        return all.stream().filter(d -> !d.choice().equals("dp")).toList();
    }

    private static String shown(String cell) {
        return cell.equals("-") ? "off" : cell;
    }
}
