package dev.shardwright.simulator.memory;

import dev.shardwright.simulator.unit.Bytes;

/**
 * What one rank holds of weights that are not trained: dense ones, those of routed experts, constants of
 * quantisation that sharding leaves whole, and the 16-bit copy of the largest quantised matrix while it is in use.
 */
public record FrozenWeights(Bytes dense, Bytes expert, Bytes unsharded, Bytes unpacked) {
    public static final FrozenWeights NONE = new FrozenWeights(Bytes.ZERO, Bytes.ZERO, Bytes.ZERO, Bytes.ZERO);

    FrozenWeights plus(FrozenWeights other) {
        return new FrozenWeights(
                dense.plus(other.dense),
                expert.plus(other.expert),
                unsharded.plus(other.unsharded),
                unpacked.value() >= other.unpacked.value() ? unpacked : other.unpacked);
    }
}
