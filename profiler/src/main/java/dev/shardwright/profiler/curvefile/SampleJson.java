package dev.shardwright.profiler.curvefile;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.shardwright.simulator.operator.AttentionCore;
import dev.shardwright.simulator.operator.Gemm;
import dev.shardwright.simulator.timing.KernelTiming;
import dev.shardwright.simulator.timing.TimedKernel;
import java.math.MathContext;

/**
 * Writes one timed kernel as an object of a file: its shape, the time that counts, and all times, in microseconds. The
 * simulator reads it.
 */
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
}
