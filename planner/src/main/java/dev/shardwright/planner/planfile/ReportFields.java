package dev.shardwright.planner.planfile;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.shardwright.simulator.memory.MemoryLedger;
import dev.shardwright.simulator.report.Report;
import dev.shardwright.simulator.step.StepFigures.Part;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;

/** The figures of a report in a plan file: seconds, GiB, fractions; six significant digits. */
final class ReportFields {
    private static final MathContext DIGITS = new MathContext(6);

    private ReportFields() {}

    static ObjectNode of(Report report) {
        MemoryLedger memory = report.memory();
        double iteration = report.iteration().value();
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        put(node, "iteration_s", iteration);
        put(node, "iteration_low_s", iteration * report.interval().low());
        put(node, "iteration_high_s", iteration * report.interval().high());
        put(node, "tokens_per_s_per_gpu", report.tokensPerSecondPerDevice());
        put(node, "mfu", report.modelFlopsUtilisation());
        put(node, "peak_memory_gib", memory.peak().inGibibytes());
        put(node, "memory_limit_gib", memory.limit().inGibibytes());
        put(node, "dollars_per_step", report.dollarsPerStep());
        node.put("verdict", key(memory.verdict().name()));
        node.put("worst_stage", memory.stage());
        ObjectNode time = node.putObject("time_s");
        for (Part part : Part.values()) {
            put(time, key(part.label()), report.time().part(part).value());
        }
        ObjectNode lines = node.putObject("memory_gib");
        memory.lines().forEach((category, bytes) -> put(lines, key(category.label()), bytes.inGibibytes()));
        return node;
    }

    private static String key(String label) {
        return label.toLowerCase(Locale.ROOT).replace(' ', '_');
    }

    private static void put(ObjectNode node, String key, double value) {
        node.put(key, rounded(value));
    }

    static double rounded(double value) {
        return BigDecimal.valueOf(value).round(DIGITS).doubleValue();
    }
}
