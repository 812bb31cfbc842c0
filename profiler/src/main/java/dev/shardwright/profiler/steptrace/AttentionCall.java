package dev.shardwright.profiler.steptrace;

import dev.shardwright.simulator.operator.AttentionCore;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How an operator of fused attention names its arguments: which one is the query, whether heads stand before positions,
 * which one says whether a causal mask is used, and the pass.
 */
record AttentionCall(String kernel, int query, Order order, int causal, AttentionCore.Pass pass) {
    private enum Order {
        HEADS_FIRST,
        POSITIONS_FIRST
    }

    private static final Map<String, AttentionCall> CALLS = Map.ofEntries(
            forward("aten::_flash_attention_forward", "flash", Order.POSITIONS_FIRST, 8),
            forward("aten::_scaled_dot_product_flash_attention", "flash", Order.HEADS_FIRST, 4),
            forward("aten::_efficient_attention_forward", "efficient", Order.POSITIONS_FIRST, 9),
            forward("aten::_scaled_dot_product_efficient_attention", "efficient", Order.HEADS_FIRST, 6),
            forward("aten::_scaled_dot_product_cudnn_attention", "cudnn", Order.HEADS_FIRST, 6),
            forward("aten::_cudnn_attention_forward", "cudnn", Order.HEADS_FIRST, 10),
            forward("flash_attn::_flash_attn_forward", "flash", Order.POSITIONS_FIRST, 5),
            forward("FlashAttnFunc", "flash", Order.POSITIONS_FIRST, 5),
            backward("aten::_flash_attention_backward", "flash", Order.POSITIONS_FIRST, 11),
            backward("aten::_scaled_dot_product_flash_attention_backward", "flash", Order.HEADS_FIRST, 11),
            backward("aten::_efficient_attention_backward", "efficient", Order.POSITIONS_FIRST, 14),
            backward("aten::_scaled_dot_product_efficient_attention_backward", "efficient", Order.HEADS_FIRST, 11),
            backward("aten::_scaled_dot_product_cudnn_attention_backward", "cudnn", Order.HEADS_FIRST, 14),
            backward("flash_attn::_flash_attn_backward", "flash", Order.POSITIONS_FIRST, 11));

    /** Heads of all sequences, and the length of each. */
    record Extents(long heads, long keyValueHeads, long length, int width) {}

    private static Map.Entry<String, AttentionCall> forward(String name, String kernel, Order order, int causal) {
        return Map.entry(name, new AttentionCall(kernel, 0, order, causal, AttentionCore.Pass.FORWARD));
    }

    /** The gradient of the output comes first. */
    private static Map.Entry<String, AttentionCall> backward(String name, String kernel, Order order, int causal) {
        return Map.entry(name, new AttentionCall(kernel, 1, order, causal, AttentionCore.Pass.BACKWARD));
    }

    static Optional<AttentionCall> of(Signature signature) {
        return Optional.ofNullable(CALLS.get(signature.name()));
    }

    /** False only where the trace says so; one family numbers its masks, and 0 is none. */
    boolean mayBeCausal(Signature signature) {
        String value = signature.value(causal);
        return !value.equals("False") && !value.equals("0");
    }

    /** Empty for packed sequences of different lengths, for queries that are not as long as keys, and without shapes. */
    Optional<Extents> extents(Signature signature) {
        List<Long> queries = signature.dimensions(query);
        List<Long> keys = signature.dimensions(query + 1);
        if (queries.size() != 4 || keys.size() != 4 || queries.stream().anyMatch(extent -> extent < 1)) {
            return Optional.empty();
        }
        int head = order == Order.HEADS_FIRST ? 1 : 2;
        int position = 3 - head;
        boolean square = queries.get(position).equals(keys.get(position));
        long batch = queries.get(0);
        long heads = queries.get(head);
        long shared = keys.get(head);
        if (!square || shared < 1 || heads % shared != 0) {
            return Optional.empty();
        }
        return Optional.of(
                new Extents(batch * heads, batch * shared, queries.get(position), Math.toIntExact(queries.get(3))));
    }
}
