package dev.shardwright.planner.cli;

import dev.shardwright.planner.plan.Plan;
import dev.shardwright.planner.plan.Remark;
import dev.shardwright.planner.plan.SearchSummary;
import dev.shardwright.planner.request.PlanningRequest;
import dev.shardwright.simulator.report.Report;
import dev.shardwright.simulator.reportfile.JobText;
import dev.shardwright.simulator.reportfile.ReportFigure;
import dev.shardwright.simulator.reportfile.ReportText;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** A plan for people: the question, the ranked layouts, where their time goes, why, and what to type next. */
final class PlanText {
    private static final int LABEL_WIDTH = 9;

    private final PlanningRequest request;
    private final Plan plan;
    private final Console console;

    PlanText(PlanningRequest request, Plan plan, Console console) {
        this.request = request;
        this.plan = plan;
        this.console = console;
    }

    /** The whole text, ending with how well the hardware is known and a suggested next command. */
    List<String> lines(String evidence, String next) {
        List<String> lines = new ArrayList<>(question());
        lines.add("");
        PlanTables tables = new PlanTables(request, plan);
        lines.addAll(console.heading(tables.layouts(console.terminal().columns())));
        if (!tables.shared().isEmpty()) {
            lines.addAll(console.wrapped("In each: " + tables.shared() + ".", "   ", "   "));
        }
        lines.add("");
        lines.add("Where the step goes, in %:");
        lines.addAll(console.heading(tables.times()));
        lines.add("");
        lines.addAll(remarks());
        lines.addAll(notes(evidence));
        lines.addAll(labelled("Next:", next));
        return lines;
    }

    /** What was asked and how the search ended. */
    List<String> question() {
        var frame = request.frame();
        String counts = request.deviceCounts().stream().map(JobText::number).collect(Collectors.joining(" or "));
        String where = request.deviceCounts().size() == 1
                ? JobText.cluster(frame.cluster())
                : counts + " x " + frame.cluster().accelerator().name() + " ("
                        + frame.cluster().name() + ")";
        List<String> lines = new ArrayList<>(
                console.heading(console.wrapped(JobText.model(frame.model()) + " on " + where, "", "")));
        lines.addAll(console.wrapped(
                JobText.workload(frame.workload()) + ", " + JobText.numerics(frame.numerics()) + ", "
                        + JobText.stack(frame.stack()),
                "",
                ""));
        lines.addAll(console.wrapped(outcome(), "", ""));
        return lines;
    }

    private String outcome() {
        SearchSummary search = plan.search();
        String counts = JobText.number(search.candidates()) + " layouts searched, " + JobText.number(search.evaluated())
                + " of them simulated; ";
        return search.proof() == SearchSummary.Proof.OPTIMAL
                ? counts + sayable() + "bounds rule out the others, so #1 is proven " + best() + "."
                : counts + sayable() + "the search ended early, so #1 is only the " + best() + " so far.";
    }

    private String sayable() {
        String target = request.freedom().dialect().label();
        return target.isEmpty() ? "" : "only what " + target + " can say counts; ";
    }

    private String best() {
        return request.goal().objective().label();
    }

    /** Remarks of one kind stand under one label. */
    private List<String> remarks() {
        List<String> lines = new ArrayList<>();
        String last = "";
        for (Remark remark : plan.remarks()) {
            String label = label(remark.kind());
            lines.addAll(labelled(label.equals(last) ? "" : label, remark.text()));
            last = label;
        }
        return lines;
    }

    private static String label(Remark.Kind kind) {
        return switch (kind) {
            case WHY_FIRST -> "Why #1:";
            case TIE -> "Ties:";
            case DROPPED -> "Dropped:";
            case WOULD_FIT -> "Missed:";
        };
    }

    private List<String> labelled(String label, String text) {
        String indent = " ".repeat(LABEL_WIDTH);
        return console.wrapped(text, (label + indent).substring(0, LABEL_WIDTH), indent);
    }

    /** Which layouts fit as predicted but may not. */
    private String ofThoseThatFit() {
        List<String> ranks = plan.layouts().stream()
                .filter(layout -> layout.report().mayNotFit())
                .map(layout -> "#" + layout.rank())
                .toList();
        return ranks.isEmpty()
                ? ""
                : " The upper end of the interval does not fit for " + String.join(", ", ranks) + ".";
    }

    private List<String> notes(String evidence) {
        Report best = plan.layouts().get(0).report();
        List<String> lines = new ArrayList<>();
        lines.addAll(labelled("Notes:", ReportText.intervalNote(best)));
        lines.addAll(labelled("", ReportText.memoryIntervalNote(best) + ofThoseThatFit()));
        lines.addAll(labelled("", ReportText.utilisationNote(best)));
        lines.addAll(labelled(
                "",
                "Memory is that of the worst rank; a process can use " + ReportFigure.MEMORY_LIMIT.text(best)
                        + " of each GPU."));
        if (!evidence.isEmpty()) {
            lines.addAll(labelled("", evidence));
        }
        return lines;
    }
}
