package dev.shardwright.simulator.reportfile;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.shardwright.simulator.job.TrainingJob;
import dev.shardwright.simulator.memory.MemoryCategory;
import dev.shardwright.simulator.report.Report;
import dev.shardwright.simulator.step.StepFigures.Part;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;

/**
 * The machine format of a report. Keys are stable: a later version may add some, and never renames or drops one. Times
 * are in seconds, memory in GiB; values have six significant digits.
 */
public final class ReportJson {
    private static final MathContext DIGITS = new MathContext(6);

    private ReportJson() {}

    /** Headline figures, verdict, and the breakdowns of time and memory. */
    public static ObjectNode of(Report report) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        for (ReportFigure figure : ReportFigure.values()) {
            put(node, figure.key(), figure.value(report));
        }
        node.put("verdict", key(report.memory().verdict().name()));
        node.put("worst_stage", report.memory().stage());
        conventions(node, report);
        time(node.putObject("time_s"), report);
        memory(node.putObject("memory_gib"), report);
        return node;
    }

    /** What MFU divides by what, and why the interval is as wide as it is. */
    private static void conventions(ObjectNode node, Report report) {
        TrainingJob job = report.job();
        put(node, "model_flops", report.modelFlops().value());
        put(
                node,
                "peak_flops_per_gpu",
                job.cluster()
                        .accelerator()
                        .peak(job.numerics().precision().operands())
                        .value());
        node.put("interval_reason", report.interval().reason());
        node.put("memory_interval_reason", report.confidence().memory().reason());
        node.put("may_not_fit", report.mayNotFit());
    }

    private static void time(ObjectNode node, Report report) {
        for (Part part : Part.values()) {
            put(node, key(part.label()), report.time().part(part).value());
        }
    }

    private static void memory(ObjectNode node, Report report) {
        report.memory().lines().forEach((category, bytes) -> put(node, key(category), bytes.inGibibytes()));
    }

    private static String key(MemoryCategory category) {
        return key(category.label());
    }

    static String key(String label) {
        return label.toLowerCase(Locale.ROOT).replace(' ', '_');
    }

    static void put(ObjectNode node, String key, double value) {
        node.put(key, rounded(value));
    }

    /** The value as files hold it. */
    public static double rounded(double value) {
        return BigDecimal.valueOf(value).round(DIGITS).doubleValue();
    }
}
