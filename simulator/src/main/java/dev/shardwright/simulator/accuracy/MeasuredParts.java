package dev.shardwright.simulator.accuracy;

import dev.shardwright.simulator.catalog.StrictJson;
import dev.shardwright.simulator.hardware.Collective;
import dev.shardwright.simulator.hardware.NumberFormat;
import dev.shardwright.simulator.unit.Bytes;
import dev.shardwright.simulator.unit.Seconds;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Measured parts of training steps (profiles/measured-parts.json), so that errors of a step cannot cancel unseen. */
record MeasuredParts(
        String description,
        Map<String, String> sources,
        List<Traffic> collectives,
        List<Product> products,
        List<AttentionPass> attention,
        List<DecoderLayer> layers) {
    /** A collective alone on a cluster. */
    record Traffic(
            String source,
            String cluster,
            Collective collective,
            int devices,
            int stride,
            Bytes buffer,
            Seconds seconds) {}

    /** A matrix product, run back to back. */
    record Product(String source, String accelerator, NumberFormat format, long m, long n, long k, Seconds seconds) {}

    /** Causal flash attention, forward. */
    record AttentionPass(
            String source,
            String accelerator,
            int batch,
            int tokens,
            int heads,
            int kvHeads,
            int headWidth,
            Seconds seconds) {}

    /** Forward and backward pass of one decoder layer with what it recomputes and waits for. */
    record DecoderLayer(
            String source,
            String model,
            String cluster,
            String stack,
            int sequenceLength,
            int microBatch,
            int tensor,
            boolean sequenceParallel,
            String recompute,
            Seconds seconds) {}

    static MeasuredParts of(Path profiles) {
        Path file = profiles.resolve("measured-parts.json");
        return StrictJson.bind(StrictJson.readTree(file), MeasuredParts.class, file);
    }
}
