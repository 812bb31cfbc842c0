package dev.shardwright.profiler.curvefile;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.shardwright.profiler.timing.KernelTiming;
import dev.shardwright.profiler.timing.TimedKernel;
import dev.shardwright.simulator.catalog.KernelCurve;
import dev.shardwright.simulator.hardware.Collective;
import dev.shardwright.simulator.hardware.NumberFormat;
import dev.shardwright.simulator.operator.AttentionCore;
import dev.shardwright.simulator.operator.Gemm;
import dev.shardwright.simulator.unit.Bytes;
import dev.shardwright.simulator.unit.Seconds;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** One timed kernel as an object of a file: its shape, the time that counts, and all times, in microseconds. */
final class SampleJson {
    private static final double MICRO = 1e-6;
    private static final MathContext SIX_DIGITS = new MathContext(6);

    private SampleJson() {}

    static ObjectNode of(TimedKernel sample) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        KernelTiming timing = sample.timing();
        if (timing instanceof KernelTiming.Product product) {
            Gemm.Shape shape = product.shape();
            node.put("operator", "gemm").put("format", CurveFile.word(product.format()));
            node.put("m", shape.m()).put("n", shape.n()).put("k", shape.k()).put("count", shape.count());
        } else if (timing instanceof KernelTiming.Attention attention) {
            AttentionCore core = attention.core();
            node.put("operator", "attention").put("format", CurveFile.word(core.format()));
            node.put("pass", CurveFile.word(core.pass()))
                    .put("heads", core.extent().heads());
            node.put("key_value_heads", core.extent().keyValueHeads());
            node.put("length", core.extent().queries())
                    .put("width", core.extent().queryKeyWidth());
        } else if (timing instanceof KernelTiming.Stream stream) {
            node.put("operator", "streaming").put("kind", stream.kind());
            node.put("bytes", stream.bytes().value());
        } else if (timing instanceof KernelTiming.Exchange exchange) {
            node.put("operator", CurveFile.word(exchange.collective()));
            node.put("ranks", exchange.ranks()).put("bytes", exchange.buffer().value());
        }
        CurveFile.kernel(node, timing.kernel());
        node.put("microseconds", CurveFile.rounded(timing.time().value() / MICRO, SIX_DIGITS));
        ArrayNode times = node.putArray("times");
        sample.times().forEach(time -> times.add(CurveFile.rounded(time.value() / MICRO, SIX_DIGITS)));
        return node;
    }

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
                        constant(NumberFormat.class, node, "format"),
                        new Gemm.Shape(whole(node, "m"), whole(node, "n"), whole(node, "k"), whole(node, "count")),
                        time);
            case "attention" -> new KernelTiming.Attention(kernel, core(node), time);
            case "streaming" ->
                new KernelTiming.Stream(kernel, node.path("kind").asText(""), new Bytes(whole(node, "bytes")), time);
            default ->
                new KernelTiming.Exchange(
                        kernel,
                        constant(Collective.class, node, "operator"),
                        (int) whole(node, "ranks"),
                        new Bytes(whole(node, "bytes")),
                        time);
        };
    }

    private static AttentionCore core(JsonNode node) {
        AttentionCore forward = KernelTiming.Attention.causal(
                constant(NumberFormat.class, node, "format"),
                whole(node, "heads"),
                whole(node, "key_value_heads"),
                whole(node, "length"),
                (int) whole(node, "width"));
        return new AttentionCore(
                forward.name(), forward.extent(), constant(AttentionCore.Pass.class, node, "pass"), forward.format());
    }

    private static Seconds microseconds(JsonNode value) {
        if (!value.isNumber() || !(value.asDouble() > 0) || !Double.isFinite(value.asDouble())) {
            throw new IllegalArgumentException("microseconds and times must be numbers above zero, not " + value);
        }
        return new Seconds(value.asDouble() * MICRO);
    }

    private static long whole(JsonNode node, String key) {
        JsonNode value = node.path(key);
        if (!value.isIntegralNumber() || value.asLong() < 1) {
            throw new IllegalArgumentException(key + " must be a whole number above zero, not " + value);
        }
        return value.asLong();
    }

    private static <E extends Enum<E>> E constant(Class<E> type, JsonNode node, String key) {
        String word = node.path(key).asText("");
        for (E constant : type.getEnumConstants()) {
            if (constant.name().toLowerCase(Locale.ROOT).equals(word)) {
                return constant;
            }
        }
        throw new IllegalArgumentException(key + " = '" + word + "' is not known");
    }
}
