package dev.shardwright.profiler.steptrace;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * An operator that only moves memory: the simulator's kind of it, the argument with as many elements as the result, and how
 * often each element is read or written at least (as in docs/model/elementwise.md).
 */
record StreamCall(String kind, int argument, double passes) {
    private static final Map<String, StreamCall> CALLS = Map.ofEntries(
            Map.entry("aten::native_layer_norm", new StreamCall("norm", 0, 2)),
            Map.entry("aten::native_layer_norm_backward", new StreamCall("norm.backward", 1, 5)),
            Map.entry("aten::_fused_rms_norm", new StreamCall("norm", 0, 2)),
            Map.entry("aten::_fused_rms_norm_backward", new StreamCall("norm.backward", 1, 5)),
            Map.entry("aten::gelu", new StreamCall("activation", 0, 2)),
            Map.entry("aten::gelu_backward", new StreamCall("activation.backward", 0, 3)),
            Map.entry("aten::silu", new StreamCall("activation", 0, 2)),
            Map.entry("aten::silu_backward", new StreamCall("activation.backward", 0, 3)),
            Map.entry("aten::_log_softmax", new StreamCall("loss", 0, 2)),
            Map.entry("aten::_log_softmax_backward_data", new StreamCall("loss.backward", 0, 3)),
            Map.entry("aten::embedding_dense_backward", new StreamCall("embedding.backward", 0, 4)),
            Map.entry("aten::add", new StreamCall("residual", 0, 3)),
            Map.entry("aten::add_", new StreamCall("residual", 0, 3)),
            Map.entry("aten::copy_", new StreamCall("copy", 0, 1)));

    private static final String EMBEDDING = "aten::embedding";

    static Optional<StreamCall> of(Signature signature) {
        return signature.name().equals(EMBEDDING)
                ? Optional.of(new StreamCall("embedding", 1, 2))
                : Optional.ofNullable(CALLS.get(signature.name()));
    }

    /** Bytes that must move; empty where shapes or types are not known or the operands are of different shapes. */
    OptionalDouble bytes(Signature signature) {
        double elements = signature.elements(argument);
        double width = width(signature, argument);
        return switch (kind) {
            case "embedding" -> positive(elements * passes * width(signature, 0) * last(signature));
            case "residual" -> positive(elements == signature.elements(1) ? elements * passes * width : 0);
            case "copy" -> positive(elements == signature.elements(1) ? elements * (width + width(signature, 1)) : 0);
            default -> positive(elements * passes * width);
        };
    }

    /** The width of an embedding table. */
    private static double last(Signature signature) {
        var table = signature.dimensions(0);
        return table.size() == 2 ? table.get(1) : 0;
    }

    private static double width(Signature signature, int argument) {
        return TensorTypes.bytes(signature.type(argument)).orElse(0);
    }

    private static OptionalDouble positive(double bytes) {
        return bytes > 0 ? OptionalDouble.of(bytes) : OptionalDouble.empty();
    }
}
