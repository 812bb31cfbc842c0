package dev.shardwright.profiler.kernel;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The kinds of operations, their names in files and the names of their extents. */
public enum OperationKind {
    MATRIX_PRODUCT("matrix_product", Family.PRODUCT, MatrixProduct::of, "m", "n", "k", "count"),
    CAUSAL_ATTENTION(
            "causal_attention",
            Family.ATTENTION,
            CausalAttention::of,
            "heads",
            "key_value_heads",
            "length",
            "query_key_width",
            "value_width"),
    RMS_NORM("rms_norm", Family.STREAMING, RmsNorm::of, "rows", "width"),
    GATED_ACTIVATION("gated_activation", Family.STREAMING, GatedActivation::of, "rows", "width"),
    DECODER_LAYER(
            "decoder_layer",
            Family.LAYER,
            DecoderLayer::of,
            "sequences",
            "length",
            "hidden",
            "heads",
            "key_value_heads",
            "head_width",
            "inner"),
    MEMORY_COPY("memory_copy", Family.STREAMING, MemoryCopy::of, "elements"),
    FLASH_ATTENTION(
            "flash_attention",
            Family.ATTENTION,
            extents -> BackendAttention.of(BackendAttention.Backend.FLASH, extents),
            "heads",
            "key_value_heads",
            "length",
            "query_key_width",
            "value_width"),
    MEMORY_EFFICIENT_ATTENTION(
            "memory_efficient_attention",
            Family.ATTENTION,
            extents -> BackendAttention.of(BackendAttention.Backend.MEMORY_EFFICIENT, extents),
            "heads",
            "key_value_heads",
            "length",
            "query_key_width",
            "value_width"),
    CUDNN_ATTENTION(
            "cudnn_attention",
            Family.ATTENTION,
            extents -> BackendAttention.of(BackendAttention.Backend.CUDNN, extents),
            "heads",
            "key_value_heads",
            "length",
            "query_key_width",
            "value_width"),
    LAYER_NORM(
            "layer_norm", Family.STREAMING, extents -> RowWise.of(RowWise.Form.LAYER_NORM, extents), "rows", "width"),
    GELU("gelu", Family.STREAMING, extents -> RowWise.of(RowWise.Form.GELU, extents), "rows", "width"),
    ROTARY("rotary", Family.STREAMING, extents -> RowWise.of(RowWise.Form.ROTARY, extents), "rows", "width"),
    RESIDUAL_ADD(
            "residual_add",
            Family.STREAMING,
            extents -> RowWise.of(RowWise.Form.RESIDUAL_ADD, extents),
            "rows",
            "width"),
    EMBEDDING("embedding", Family.STREAMING, Embedding::of, "tokens", "width", "vocabulary"),
    CROSS_ENTROPY("cross_entropy", Family.STREAMING, CrossEntropy::of, "tokens", "vocabulary"),
    TOKEN_ROUTING("token_routing", Family.LAYER, TokenRouting::of, "tokens", "width", "experts", "top_k"),
    EXPERT_BLOCK("expert_block", Family.LAYER, ExpertBlock::of, "tokens", "width", "experts", "top_k", "inner"),
    EXPERT_LAYER(
            "expert_layer",
            Family.LAYER,
            ExpertLayer::of,
            "sequences",
            "length",
            "hidden",
            "heads",
            "key_value_heads",
            "head_width",
            "experts",
            "top_k",
            "inner"),
    ADAM_STEP("adam_step", Family.STREAMING, AdamStep::of, "parameters"),
    NEWTON_SCHULZ("newton_schulz", Family.LAYER, NewtonSchulz::of, "rows", "columns"),
    HOST_COPY("host_copy", Family.HOST_LINK, HostCopy::of, "elements"),
    LAUNCH("launch", Family.STREAMING, Launch::of, "elements");

    /** No tensor of one kernel has an extent beyond this, so that products of three stay exact. */
    private static final long LARGEST_EXTENT = 1L << 40;

    private final String label;
    private final Family family;
    private final Function<List<Long>, Operation> factory;
    private final List<String> extentNames;

    OperationKind(String label, Family family, Function<List<Long>, Operation> factory, String... extentNames) {
        this.label = label;
        this.family = family;
        this.factory = factory;
        this.extentNames = List.of(extentNames);
    }

    /** The name in files and tables. */
    public String label() {
        return label;
    }

    public Family family() {
        return family;
    }

    /** Whether a gradient flows through it; steps of an optimizer, copies and launches have none. */
    public boolean differentiable() {
        return switch (this) {
            case MEMORY_COPY, HOST_COPY, LAUNCH, ADAM_STEP, NEWTON_SCHULZ -> false;
            default -> true;
        };
    }

    public List<String> extentNames() {
        return extentNames;
    }

    /** Reads a label; throws IllegalArgumentException with all labels. */
    public static OperationKind parse(String text) {
        return Arrays.stream(values())
                .filter(kind -> kind.label.equals(text))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("'" + text + "' is not one of "
                        + Arrays.stream(values()).map(OperationKind::label).collect(Collectors.joining(", "))));
    }

    /** The operation of these named extents; throws IllegalArgumentException when they do not fit this kind. */
    public Operation of(Map<String, Long> extents) {
        if (extents.size() != extentNames.size() || !extents.keySet().containsAll(extentNames)) {
            throw new IllegalArgumentException(label + " has the extents " + String.join(", ", extentNames));
        }
        List<Long> values = new ArrayList<>();
        for (String name : extentNames) {
            Long value = extents.get(name);
            if (value == null || value < 1 || value > LARGEST_EXTENT) {
                throw new IllegalArgumentException(name + " = " + value + " must lie between 1 and 2^40");
            }
            values.add(value);
        }
        return factory.apply(values);
    }
}
