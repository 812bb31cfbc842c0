package dev.shardwright.simulator.memory;

/**
 * Bytes that one rank holds of weights that are not trained: dense ones, those of routed experts, constants of
 * quantisation that sharding leaves whole, and the 16-bit copy of the largest quantised matrix while it is in use.
 */
public record FrozenWeights(double denseBytes, double expertBytes, double unshardedBytes, double unpackedBytes) {
    public static final FrozenWeights NONE = new FrozenWeights(0, 0, 0, 0);
}
