package dev.shardwright.profiler.torchscript;

import dev.shardwright.profiler.kernel.BackendAttention;
import dev.shardwright.profiler.kernel.CausalAttention;
import java.util.List;

/** Calls of fused causal attention: by the library's choice of kernel, or by name. */
final class AttentionScript {
    private final GroupedHeads grouping;

    /** How queries reach the keys and values that several heads share. */
    private enum GroupedHeads {
        /** The attention kernel reads them where they are. */
        SHARED,
        /** Copied for each head, since the processor's fast kernel wants as many keys as queries. */
        COPIED
    }

    AttentionScript(String device) {
        this.grouping = device.equals("cpu") ? GroupedHeads.COPIED : GroupedHeads.SHARED;
    }

    Body body(CausalAttention attention) {
        return operands(Body.of(call("q", "k", "v", attention)), attention);
    }

    /** The named kernels want as many keys as queries, so that those shared by several heads are copied. */
    Body body(BackendAttention attention) {
        CausalAttention shape = attention.attention();
        long copies = shape.heads() / shape.keyValueHeads();
        String arguments = "q, " + (copies == 1 ? "k, v" : repeated("k", copies) + ", " + repeated("v", copies));
        String call = switch (attention.backend()) {
            case FLASH -> "torch._scaled_dot_product_flash_attention(" + arguments + ", 0., True)";
            case MEMORY_EFFICIENT ->
                "torch._scaled_dot_product_efficient_attention(" + arguments + ", None, True, 0., True)";
            case CUDNN -> "torch._scaled_dot_product_cudnn_attention(" + arguments + ", None, True, 0., True, False)";
        };
        return operands(Body.of(List.of("all = " + call), "(all)[0]"), shape);
    }

    private static Body operands(Body body, CausalAttention attention) {
        long keyValueHeads = attention.keyValueHeads();
        return body.differentiable(
                        "q", List.of(1L, attention.heads(), attention.length(), (long) attention.queryKeyWidth()))
                .differentiable("k", List.of(1L, keyValueHeads, attention.length(), (long) attention.queryKeyWidth()))
                .differentiable("v", List.of(1L, keyValueHeads, attention.length(), (long) attention.valueWidth()))
                .result(List.of(1L, attention.heads(), attention.length(), (long) attention.valueWidth()));
    }

    String call(String query, String key, String value, CausalAttention shape) {
        boolean grouped = shape.heads() != shape.keyValueHeads();
        boolean copied = grouped && grouping == GroupedHeads.COPIED;
        long copies = shape.heads() / shape.keyValueHeads();
        String keys = copied ? repeated(key, copies) : key;
        String values = copied ? repeated(value, copies) : value;
        String arguments = String.join(", ", query, keys, values, "None", "0.", "True");
        String sharing = grouped && !copied ? ", scale=None, enable_gqa=True" : "";
        return "torch.scaled_dot_product_attention(" + arguments + sharing + ")";
    }

    /** Each head of [sequences, heads, length, width] so many times in a row. */
    private static String repeated(String tensor, long copies) {
        return "torch.repeat_interleave(" + tensor + ", " + copies + ", 1)";
    }
}
