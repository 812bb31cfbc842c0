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
    MEMORY_COPY("memory_copy", Family.STREAMING, MemoryCopy::of, "elements");

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
