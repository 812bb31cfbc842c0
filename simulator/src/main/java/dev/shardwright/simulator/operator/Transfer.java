package dev.shardwright.simulator.operator;

import dev.shardwright.simulator.hardware.Collective;
import dev.shardwright.simulator.unit.Bytes;

/**
 * Communication that a layer does per micro-batch: over which group, which pattern, how many bytes of buffer.
 * Of the {@code copies} of a token in an all-to-all buffer, those for one rank, or one node, travel as one.
 */
public record Transfer(String name, Dimension dimension, Collective collective, Bytes bytes, int copies) {
    public Transfer(String name, Dimension dimension, Collective collective, Bytes bytes) {
        this(name, dimension, collective, bytes, 1);
    }

    /** The parallel group that communicates. */
    public enum Dimension {
        TENSOR,
        /** Tensor-group traffic of the backward pass that may run beside the weight-gradient products. */
        TENSOR_BESIDE_GRADIENTS,
        CONTEXT,
        /** The ranks of a context group inside a node. */
        CONTEXT_INSIDE,
        EXPERT,
        EXPERT_TENSOR
    }
}
