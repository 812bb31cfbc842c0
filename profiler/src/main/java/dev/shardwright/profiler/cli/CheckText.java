package dev.shardwright.profiler.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.shardwright.profiler.check.Check;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Trained models beside their predictions, as text or JSON. */
record CheckText(Check check) {
    List<String> lines() {
        TextTable table = new TextTable(
                List.of("model", "predicted", "measured", "IQR", "n", "error", "memory predicted", "measured", "error"),
                1);
        for (Check.Line line : check.lines()) {
            table.add(List.of(
                    line.model().name(),
                    line.predicted().toString(),
                    line.measured().median().toString(),
                    String.format(Locale.ROOT, "%.1f %%", 100 * line.measured().relativeRange()),
                    Integer.toString(line.measured().count()),
                    signed(line.error()),
                    line.memory().predicted().toString(),
                    line.memory().measured().map(Object::toString).orElse("-"),
                    line.memory().error().map(CheckText::signed).orElse("-")));
        }
        List<String> lines = new ArrayList<>(table.lines());
        lines.add("");
        lines.add("mean error of step times: " + CurveText.percent(check.meanError()) + ", of peak memory: "
                + CurveText.percent(check.meanMemoryError()));
        return lines;
    }

    private static String signed(double fraction) {
        return String.format(Locale.ROOT, "%+.1f %%", 100 * fraction);
    }

    /** Seconds and bytes. */
    static List<String> json(Check check) {
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        ArrayNode models = root.putArray("models");
        for (Check.Line line : check.lines()) {
            ObjectNode node = models.addObject();
            node.put("model", line.model().name());
            node.put("predicted_s", line.predicted().value());
            node.put("measured_s", line.measured().median().value());
            node.put("lower_quartile_s", line.measured().lowerQuartile().value());
            node.put("upper_quartile_s", line.measured().upperQuartile().value());
            node.put("rounds", line.measured().count());
            node.put("predicted_memory_bytes", line.memory().predicted().value());
            line.memory().measured().ifPresent(bytes -> node.put("measured_memory_bytes", bytes.value()));
        }
        root.put("mean_error", check.meanError());
        if (Double.isFinite(check.meanMemoryError())) {
            root.put("mean_memory_error", check.meanMemoryError());
        }
        return List.of(root.toPrettyString());
    }
}
