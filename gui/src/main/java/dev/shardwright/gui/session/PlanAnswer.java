package dev.shardwright.gui.session;

import dev.shardwright.planner.export.Framework;
import dev.shardwright.planner.export.Target;
import dev.shardwright.planner.output.LayoutColumns;
import dev.shardwright.planner.plan.Plan;
import dev.shardwright.planner.plan.PlannedLayout;
import dev.shardwright.planner.plan.Remark;
import dev.shardwright.planner.plan.SearchSummary;
import dev.shardwright.planner.request.PlanningRequest;
import dev.shardwright.simulator.reportfile.JobText;
import dev.shardwright.simulator.reportfile.ReportFigure;
import dev.shardwright.simulator.unit.Seconds;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** A plan with the question that it answers and how long the search took, in the words of the screen. */
public record PlanAnswer(PlanningRequest request, Plan plan, Seconds elapsed) {
    /** "llama-3-70b (70.6 B parameters) on 64 x h100-sxm-80gb (dgx-h100, 8 nodes)". */
    public String title() {
        var frame = request.frame();
        if (request.deviceCounts().size() == 1) {
            return JobText.model(frame.model()) + " on " + JobText.cluster(frame.cluster());
        }
        String counts = request.deviceCounts().stream().map(JobText::number).collect(Collectors.joining(" or "));
        return JobText.model(frame.model()) + " on " + counts + " x "
                + frame.cluster().accelerator().name() + " (" + frame.cluster().name() + ")";
    }

    /** Workload, numerics and stack. */
    public String subtitle() {
        var frame = request.frame();
        return JobText.workload(frame.workload()) + ", " + JobText.numerics(frame.numerics()) + ", "
                + JobText.stack(frame.stack())
                + target().map(PlanAnswer::limit).orElse("");
    }

    private static String limit(Target target) {
        return "; only layouts that " + Framework.of(target).title() + " " + target.version() + " can express";
    }

    /** The framework that must be able to run the layouts, where one was named. */
    public Optional<Target> target() {
        return Optional.of(request.freedom().dialect())
                .filter(Target.class::isInstance)
                .map(Target.class::cast);
    }

    /** How the search ended. */
    public String outcome() {
        return (plan.layouts().isEmpty()
                        ? nothingFound()
                        : plan.search().sentence(request.goal().objective().label()))
                + " It took " + ReportFigure.seconds(elapsed.value()) + ".";
    }

    private String nothingFound() {
        return plan.search().proof() == SearchSummary.Proof.OPTIMAL
                ? JobText.number(plan.search().candidates()) + " layouts searched, and none of them fits."
                : "The search ended before it found a layout that fits.";
    }

    /** Headings of the columns between rank and figures. */
    public List<String> headings() {
        List<String> headings = new ArrayList<>();
        if (countsDiffer()) {
            headings.add("gpus");
        }
        if (!plan.layouts().isEmpty()) {
            headings.addAll(columns().headings());
        }
        return headings;
    }

    /** One row for each layout, best first. */
    public List<LayoutRow> rows() {
        List<LayoutRow> rows = new ArrayList<>();
        for (PlannedLayout layout : plan.layouts()) {
            List<String> cells = new ArrayList<>();
            if (countsDiffer()) {
                cells.add(JobText.number(layout.job().cluster().devices()));
            }
            cells.addAll(columns().cells(layout.job().layout()));
            rows.add(new LayoutRow(layout, cells));
        }
        return rows;
    }

    /** What all layouts have in common; empty when nothing is left to say. */
    public String shared() {
        return plan.layouts().isEmpty() ? "" : columns().shared();
    }

    public List<Remark> remarks() {
        return plan.remarks();
    }

    /** Why the first layout is first, and what ties with it. */
    public List<Remark> whyFirst() {
        return plan.remarks().stream().filter(PlanAnswer::comparesAnswers).toList();
    }

    /** What is not among the answers, and why. */
    public List<Remark> otherChoices() {
        return plan.remarks().stream()
                .filter(remark -> !comparesAnswers(remark))
                .toList();
    }

    private static boolean comparesAnswers(Remark remark) {
        return remark.kind() == Remark.Kind.WHY_FIRST || remark.kind() == Remark.Kind.TIE;
    }

    private boolean countsDiffer() {
        return request.deviceCounts().size() > 1;
    }

    private LayoutColumns columns() {
        return new LayoutColumns(
                plan.layouts().stream().map(layout -> layout.job().layout()).toList(), LayoutColumns.Detail.SHORT);
    }
}
