package dev.shardwright.simulator.step;

import dev.shardwright.simulator.layout.Recompute;
import dev.shardwright.simulator.memory.ParameterShare;

/**
 * All that a step needs to know of one layer (or of the model's ends) under one shard; computed once and shared.
 * {@code parts}: forward seconds of what may be recomputed alone; {@code endSeconds}: what follows the last tensor that
 * the backward pass reads.
 */
record LayerCost(
        PassCost forward,
        PassCost backward,
        PartSums parts,
        double endSeconds,
        ParameterShare parameters,
        KeptBytes kept) {
    LayerCost plus(LayerCost other) {
        return new LayerCost(
                forward.plus(other.forward),
                backward.plus(other.backward),
                parts.plus(other.parts),
                endSeconds + other.endSeconds,
                parameters.plus(other.parameters),
                kept.plus(other.kept));
    }

    /** The same work with weights that are counted elsewhere. */
    LayerCost withoutParameters() {
        return new LayerCost(forward, backward, parts, endSeconds, ParameterShare.NONE, kept);
    }

    /**
     * Activation bytes with nothing, all but the input, or every second product dropped; what dropping each part saves.
     */
    record KeptBytes(double all, double inputOnly, double secondProducts, PartSums parts) {
        /** Of a layer that the policy does not recompute whole, on average over the rank's layers. */
        double under(Recompute policy, double full) {
            if (policy.everySecondProduct()) {
                return secondProducts;
            }
            return full * inputOnly + (1 - full) * (all - parts.of(policy.parts()));
        }

        /** What one layer's backward pass computes again. */
        double again(Recompute policy, boolean full) {
            if (policy.everySecondProduct()) {
                return all - secondProducts;
            }
            return full ? all - inputOnly : parts.of(policy.parts());
        }

        KeptBytes plus(KeptBytes other) {
            return new KeptBytes(
                    all + other.all,
                    inputOnly + other.inputOnly,
                    secondProducts + other.secondProducts,
                    parts.plus(other.parts));
        }
    }
}
