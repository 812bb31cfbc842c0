package dev.shardwright.planner.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.shardwright.planner.explain.Wording;
import dev.shardwright.planner.plan.SearchSummary.Proof;
import dev.shardwright.planner.planfile.JsonText;
import dev.shardwright.planner.planfile.LayoutJson;
import dev.shardwright.planner.request.PlanningRequest;
import dev.shardwright.planner.sweep.Axis;
import dev.shardwright.planner.sweep.Outcome;
import dev.shardwright.planner.sweep.SweepFigure;
import dev.shardwright.planner.sweep.SweepPoint;
import dev.shardwright.simulator.report.Report;
import dev.shardwright.simulator.reportfile.JobText;
import dev.shardwright.simulator.reportfile.ReportFigure;
import dev.shardwright.simulator.reportfile.ReportJson;
import dev.shardwright.simulator.reportfile.ReportText;
import dev.shardwright.simulator.reportfile.TextTable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The points of a sweep for people and for programs. */
record SweepTables(PlanningRequest request, Axis axis, List<SweepPoint> points) {
    private static final List<ReportFigure> REPORTED = List.of(
            ReportFigure.ITERATION_LOW,
            ReportFigure.ITERATION_HIGH,
            ReportFigure.MFU,
            ReportFigure.PEAK_MEMORY,
            ReportFigure.MEMORY_LIMIT);

    private static final String ABSENT = "-";
    private static final int FIGURES = 6;

    private List<SweepFigure> compared() {
        return SweepFigure.of(request.frame().cluster().dollarsPerDeviceHour());
    }

    /** The question, a line for each point, and what is to be said of some. */
    List<String> text(Console console) {
        List<String> lines = new ArrayList<>();
        lines.addAll(console.heading(console.wrapped(
                JobText.model(request.frame().model()) + " on "
                        + JobText.cluster(request.frame().cluster()) + ", along " + axis.label(),
                "",
                "")));
        lines.addAll(console.wrapped(
                JobText.workload(request.frame().workload()) + ", "
                        + JobText.numerics(request.frame().numerics()) + ", "
                        + JobText.stack(request.frame().stack()),
                "",
                ""));
        lines.add("");
        lines.addAll(console.heading(table()));
        lines.add("");
        for (SweepPoint point : points) {
            note(point).ifPresent(text -> lines.addAll(console.wrapped(text, "", "   ")));
        }
        points.stream()
                .flatMap(point -> point.best().stream())
                .findFirst()
                .ifPresent(report -> lines.addAll(console.wrapped(ReportText.intervalNote(report), "", "")));
        return lines;
    }

    private List<String> table() {
        TextTable table = new TextTable()
                .right(axis.label())
                .right(SweepFigure.STEP.label())
                .right(SweepFigure.TOKENS.label())
                .right(ReportFigure.MFU.label())
                .right(cost().label())
                .right("memory")
                .left("best layout");
        for (SweepPoint point : points) {
            List<String> cells = new ArrayList<>(List.of(axis.text(point.value())));
            point.best()
                    .ifPresentOrElse(
                            report -> cells.addAll(cells(report)),
                            () -> cells.addAll(Collections.nCopies(FIGURES, ABSENT)));
            table.row(cells);
        }
        return table.lines();
    }

    private SweepFigure cost() {
        return compared().get(compared().size() - 1);
    }

    private List<String> cells(Report report) {
        return List.of(
                SweepFigure.STEP.text(report),
                SweepFigure.TOKENS.text(report),
                ReportFigure.MFU.text(report),
                cost().text(report),
                ReportFigure.PEAK_MEMORY.text(report),
                Wording.whole(report.job().layout()));
    }

    /** Why a point has no layout, or may have a better one. */
    private Optional<String> note(SweepPoint point) {
        String where = axis.text(point.value()) + ": ";
        if (point.best().isEmpty()) {
            return Optional.of(where + point.outcome().reason());
        }
        return proven(point) ? Optional.empty() : Optional.of(where + "the search ended early; a better one may exist");
    }

    private static boolean proven(SweepPoint point) {
        return point.outcome() instanceof Outcome.Fits fits && fits.proof() == Proof.OPTIMAL;
    }

    /** The figures of a report by key, in the units of the keys. */
    private Map<String, Double> figures(Report report) {
        Map<String, Double> figures = new LinkedHashMap<>();
        compared().forEach(figure -> figures.put(figure.key(), ReportJson.rounded(figure.value(report))));
        REPORTED.forEach(figure -> figures.put(figure.key(), ReportJson.rounded(figure.value(report))));
        return figures;
    }

    /** One line a point; what a point has no value for is left empty. */
    String csv() {
        List<String> keys = new ArrayList<>();
        compared().forEach(figure -> keys.add(figure.key()));
        REPORTED.forEach(figure -> keys.add(figure.key()));
        StringBuilder text =
                new StringBuilder(axis.key() + "," + String.join(",", keys) + ",best_layout,no_layout_because\n");
        for (SweepPoint point : points) {
            text.append(number(point.value()));
            Map<String, Double> figures = point.best().map(this::figures).orElse(Map.of());
            keys.forEach(key -> text.append(',').append(figures.containsKey(key) ? figures.get(key) : ""));
            text.append(',').append(quoted(layout(point)));
            text.append(',').append(quoted(point.outcome().reason())).append('\n');
        }
        return text.toString();
    }

    private static String layout(SweepPoint point) {
        return point.best().map(report -> Wording.whole(report.job().layout())).orElse("");
    }

    private static String quoted(String cell) {
        return cell.isEmpty() ? "" : '"' + cell.replace("\"", "\"\"") + '"';
    }

    private static String number(double value) {
        return value == Math.rint(value) ? String.valueOf((long) value) : String.valueOf(value);
    }

    private static void put(ObjectNode node, Axis axis, double value) {
        if (value == Math.rint(value)) {
            node.put(axis.key(), (long) value);
        } else {
            node.put(axis.key(), value);
        }
    }

    String json() {
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        root.put("along", axis.word());
        root.put("model", request.frame().model().name());
        root.put("cluster", request.frame().cluster().name());
        for (Axis own : Axis.values()) {
            put(root, own, own.of(request));
        }
        ArrayNode list = root.putArray("points");
        for (SweepPoint point : points) {
            ObjectNode node = list.addObject();
            put(node, axis, point.value());
            if (point.best().isEmpty()) {
                node.put("no_layout_because", point.outcome().reason());
            }
            point.best().ifPresent(report -> {
                figures(report).forEach(node::put);
                node.put("optimal", proven(point));
                node.set("layout", LayoutJson.write(report.job().layout()));
            });
        }
        return JsonText.of(root);
    }
}
