package dev.shardwright.planner.explain;

import dev.shardwright.planner.request.Dialect;
import dev.shardwright.simulator.job.TrainingJob;
import dev.shardwright.simulator.layout.Layout;
import dev.shardwright.simulator.layout.Offload;
import dev.shardwright.simulator.layout.ParallelDegrees;
import dev.shardwright.simulator.memory.MemoryCategory;
import dev.shardwright.simulator.memory.MemoryLedger;
import dev.shardwright.simulator.problem.Problem;
import dev.shardwright.simulator.reportfile.JobText;
import dev.shardwright.simulator.reportfile.ReportFigure;
import dev.shardwright.simulator.step.StepFigures.Part;
import dev.shardwright.simulator.unit.Bytes;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Figures and layouts as they stand in remarks; the root locale throughout. */
public final class Wording {
    private static final int NAMED_CATEGORIES = 3;

    private Wording() {}

    public static String seconds(double value) {
        return ReportFigure.seconds(value);
    }

    public static String gib(Bytes bytes) {
        return ReportFigure.gibibytes(bytes.inGibibytes());
    }

    /** "3.1 %" for a fraction of 0.031. */
    public static String percent(double fraction) {
        return format(Math.abs(fraction) < 0.0995 ? "%.1f %%" : "%,.0f %%", 100 * fraction);
    }

    public static String number(long value) {
        return JobText.number(value);
    }

    /** "61.2 GiB of 79.2 GiB". */
    public static String memory(MemoryLedger memory) {
        return gib(memory.peak()) + " of " + gib(memory.limit());
    }

    /** "weights 30.1 GiB, optimizer 20.0 GiB, activations 35.2 GiB on stage 0": the largest categories. */
    public static String categories(MemoryLedger memory) {
        List<Map.Entry<MemoryCategory, Bytes>> lines =
                new ArrayList<>(memory.lines().entrySet());
        lines.sort(Map.Entry.<MemoryCategory, Bytes>comparingByValue().reversed());
        List<String> words = new ArrayList<>();
        for (Map.Entry<MemoryCategory, Bytes> line : lines.subList(0, NAMED_CATEGORIES)) {
            words.add(line.getKey().label() + " " + gib(line.getValue()));
        }
        return String.join(", ", words) + " on stage " + memory.stage();
    }

    /** "compute", "exposed TP communication". */
    public static String part(Part part) {
        return part.label() + (part.label().startsWith("exposed") ? " communication" : "");
    }

    /** "tp 8 pp 2 dp 4, micro-batch 1": degrees above one, and the micro-batch. */
    public static String shape(Layout layout) {
        ParallelDegrees d = layout.degrees();
        StringBuilder text = new StringBuilder();
        add(text, "tp", d.tensor());
        add(text, "pp", d.pipeline());
        if (layout.schedule().virtualStages() > 1) {
            text.append(" x ").append(layout.schedule().virtualStages());
        }
        add(text, "cp", d.context());
        add(text, "ep", d.expert());
        add(text, "dp", d.data());
        return text.append(text.length() == 0 ? "1 GPU" : "")
                .append(", micro-batch ")
                .append(layout.microBatch())
                .toString();
    }

    private static void add(StringBuilder text, String name, int degree) {
        if (degree > 1) {
            text.append(text.length() == 0 ? "" : " ").append(name).append(' ').append(degree);
        }
    }

    /** The shape and everything that saves memory. */
    public static String whole(Layout layout) {
        String recompute = layout.memorySaving().recompute().name();
        int stage = layout.memorySaving().sharding().stage().ordinal();
        return shape(layout)
                + (recompute.equals("none") ? "" : ", recompute " + recompute)
                + (stage == 0 ? "" : ", ZeRO-" + stage)
                + (layout.memorySaving().offload() == Offload.NONE
                        ? ""
                        : ", " + JobText.offloaded(layout.memorySaving().offload()));
    }

    /** "a", "a and b", "a, b and c". */
    public static String list(List<String> words) {
        return joined(words, " and ");
    }

    /** "a", "a or b", "a, b or c". */
    public static String choice(List<String> words) {
        return joined(words, " or ");
    }

    /** "megatron@0.19 refuses it: parallel.tensor = 3: must divide ...": the first of its rules. */
    static String refusal(Dialect dialect, TrainingJob job) {
        Problem first = dialect.refusals(job).get(0);
        return dialect.label() + " refuses it: " + first.where() + ": " + first.rule();
    }

    private static String joined(List<String> words, String last) {
        int end = words.size() - 1;
        return end < 1 ? String.join("", words) : String.join(", ", words.subList(0, end)) + last + words.get(end);
    }

    private static String format(String pattern, Object value) {
        return String.format(Locale.ROOT, pattern, value);
    }
}
