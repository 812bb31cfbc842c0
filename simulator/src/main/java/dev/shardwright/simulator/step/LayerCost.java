package dev.shardwright.simulator.step;

import dev.shardwright.simulator.memory.ParameterShare;

/**
 * All that a step needs to know of one layer (or of the model's ends) under one shard; computed once and shared.
 * {@code coreSeconds}: the forward attention core; {@code endSeconds}: what follows the last tensor that the backward
 * pass reads.
 */
record LayerCost(
        PassCost forward,
        PassCost backward,
        double coreSeconds,
        double endSeconds,
        ParameterShare parameters,
        KeptBytes kept) {
    /** Activation bytes with nothing, the attention core, or all but the input dropped. */
    record KeptBytes(double all, double withoutCore, double inputOnly) {}
}
