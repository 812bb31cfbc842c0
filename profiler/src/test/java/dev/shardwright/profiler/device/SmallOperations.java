package dev.shardwright.profiler.device;

import dev.shardwright.profiler.kernel.Operation;
import dev.shardwright.profiler.kernel.OperationKind;
import java.util.Map;

/** One small operation of each kind. */
public final class SmallOperations {
    private SmallOperations() {}

    public static Operation of(OperationKind kind) {
        return kind.of(
                switch (kind) {
                    case MATRIX_PRODUCT -> Map.of("m", 48L, "n", 32L, "k", 64L, "count", 3L);
                    case CAUSAL_ATTENTION ->
                        Map.of(
                                "heads",
                                4L,
                                "key_value_heads",
                                2L,
                                "length",
                                32L,
                                "query_key_width",
                                24L,
                                "value_width",
                                16L);
                    case RMS_NORM, GATED_ACTIVATION -> Map.of("rows", 32L, "width", 64L);
                    case DECODER_LAYER ->
                        Map.of(
                                "sequences",
                                2L,
                                "length",
                                16L,
                                "hidden",
                                64L,
                                "heads",
                                4L,
                                "key_value_heads",
                                2L,
                                "head_width",
                                16L,
                                "inner",
                                96L);
                    case MEMORY_COPY -> Map.of("elements", 1024L);
                });
    }
}
