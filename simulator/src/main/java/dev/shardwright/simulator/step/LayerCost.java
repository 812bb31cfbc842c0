package dev.shardwright.simulator.step;

import dev.shardwright.simulator.layout.Recompute;
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
    /** Activation bytes with nothing, the attention core, all but the input, or every second product dropped. */
    record KeptBytes(double all, double withoutCore, double inputOnly, double secondProducts) {
        /** Of a layer that the policy does not recompute whole, on average over the rank's layers. */
        double under(Recompute policy, double full) {
            if (policy.everySecondProduct()) {
                return secondProducts;
            }
            return full * inputOnly + (1 - full) * (policy.attentionCore() ? withoutCore : all);
        }

        /** What one layer's backward pass computes again. */
        double again(Recompute policy, boolean full) {
            if (policy.everySecondProduct()) {
                return all - secondProducts;
            }
            if (full) {
                return all - inputOnly;
            }
            return policy.attentionCore() ? all - withoutCore : 0;
        }
    }
}
