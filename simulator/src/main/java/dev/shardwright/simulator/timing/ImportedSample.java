package dev.shardwright.simulator.timing;

import com.fasterxml.jackson.databind.JsonNode;
import dev.shardwright.simulator.catalog.KernelCurve;
import dev.shardwright.simulator.hardware.Collective;
import dev.shardwright.simulator.hardware.NumberFormat;
import dev.shardwright.simulator.operator.AttentionCore;
import dev.shardwright.simulator.operator.Gemm;
import dev.shardwright.simulator.unit.Bytes;
import dev.shardwright.simulator.unit.Seconds;
import java.util.ArrayList;
import java.util.List;

/** One timed kernel as {@code shardwright profile import} writes it: times in microseconds. */
final class ImportedSample {
    private static final double MICRO = 1e-6;

    private ImportedSample() {}

    /** Throws IllegalArgumentException with the key that cannot be used. */
    static TimedKernel read(JsonNode node) {
        KernelCurve.Kernel kernel = new KernelCurve.Kernel(
                node.path("kernel").asText(""),
                node.path("library").asText(""),
                node.path("data_type").asText(""));
        Seconds time = microseconds(node.path("microseconds"));
        List<Seconds> times = new ArrayList<>();
        node.path("times").forEach(one -> times.add(microseconds(one)));
        return new TimedKernel(timing(node, kernel, time), times.isEmpty() ? List.of(time) : times);
    }

    private static KernelTiming timing(JsonNode node, KernelCurve.Kernel kernel, Seconds time) {
        String operator = node.path("operator").asText("");
        return switch (operator) {
            case "gemm" ->
                new KernelTiming.Product(
                        kernel,
                        SampleFields.constant(NumberFormat.class, node, "format"),
                        new Gemm.Shape(
                                SampleFields.whole(node, "m"),
                                SampleFields.whole(node, "n"),
                                SampleFields.whole(node, "k"),
                                SampleFields.whole(node, "count")),
                        time);
            case "attention" -> new KernelTiming.Attention(kernel, core(node), time);
            case "streaming" ->
                new KernelTiming.Stream(
                        kernel, node.path("kind").asText(""), new Bytes(SampleFields.whole(node, "bytes")), time);
            default ->
                new KernelTiming.Exchange(
                        kernel,
                        SampleFields.constant(Collective.class, node, "operator"),
                        (int) SampleFields.whole(node, "ranks"),
                        new Bytes(SampleFields.whole(node, "bytes")),
                        time);
        };
    }

    private static AttentionCore core(JsonNode node) {
        AttentionCore forward = KernelTiming.Attention.causal(
                SampleFields.constant(NumberFormat.class, node, "format"),
                SampleFields.whole(node, "heads"),
                SampleFields.whole(node, "key_value_heads"),
                SampleFields.whole(node, "length"),
                (int) SampleFields.whole(node, "width"));
        return new AttentionCore(
                forward.name(),
                forward.extent(),
                SampleFields.constant(AttentionCore.Pass.class, node, "pass"),
                forward.format());
    }

    private static Seconds microseconds(JsonNode value) {
        if (!value.isNumber() || !(value.asDouble() > 0) || !Double.isFinite(value.asDouble())) {
            throw new IllegalArgumentException("microseconds and times must be numbers above zero, not " + value);
        }
        return new Seconds(value.asDouble() * MICRO);
    }
}
