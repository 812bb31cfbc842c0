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
                    case CAUSAL_ATTENTION, FLASH_ATTENTION, MEMORY_EFFICIENT_ATTENTION, CUDNN_ATTENTION ->
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
                    case RMS_NORM, GATED_ACTIVATION, LAYER_NORM, GELU, ROTARY, RESIDUAL_ADD ->
                        Map.of("rows", 32L, "width", 64L);
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
                    case MEMORY_COPY, HOST_COPY, LAUNCH -> Map.of("elements", 1024L);
                    case EMBEDDING -> Map.of("tokens", 32L, "width", 64L, "vocabulary", 128L);
                    case CROSS_ENTROPY -> Map.of("tokens", 32L, "vocabulary", 128L);
                    case TOKEN_ROUTING -> Map.of("tokens", 32L, "width", 64L, "experts", 8L, "top_k", 2L);
                    case EXPERT_BLOCK -> Map.of("tokens", 32L, "width", 64L, "experts", 8L, "top_k", 2L, "inner", 48L);
                    case EXPERT_LAYER ->
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
                                "experts",
                                8L,
                                "top_k",
                                2L,
                                "inner",
                                48L);
                    case ADAM_STEP -> Map.of("parameters", 1024L);
                    case NEWTON_SCHULZ -> Map.of("rows", 32L, "columns", 64L);
                });
    }
}
