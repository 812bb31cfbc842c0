package dev.shardwright.simulator.step;

import dev.shardwright.simulator.layout.Recompute;
import dev.shardwright.simulator.layout.Recompute.Part;
import dev.shardwright.simulator.memory.ParameterShare;
import java.util.Set;

/**
 * All that a step needs to know of one layer (or of the model's ends) under one shard; computed once and shared.
 * {@code parts}: forward seconds of what may be recomputed alone; {@code endSeconds}: what follows the last tensor that
 * the backward pass reads.
 */
record LayerCost(
        PassCost forward,
        PassCost backward,
        PartSeconds parts,
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
     * Activation bytes with nothing, the attention core, all but the input, or every second product dropped; what
     * dropping up-projected latents saves.
     */
    record KeptBytes(double all, double withoutCore, double inputOnly, double secondProducts, double latentUp) {
        /** Of a layer that the policy does not recompute whole, on average over the rank's layers. */
        double under(Recompute policy, double full) {
            if (policy.everySecondProduct()) {
                return secondProducts;
            }
            return full * inputOnly + (1 - full) * without(policy.parts());
        }

        /** What one layer's backward pass computes again. */
        double again(Recompute policy, boolean full) {
            if (policy.everySecondProduct()) {
                return all - secondProducts;
            }
            return all - (full ? inputOnly : without(policy.parts()));
        }

        private double without(Set<Part> parts) {
            double left = parts.contains(Part.ATTENTION_CORE) ? withoutCore : all;
            return parts.contains(Part.LATENT_UP) ? left - latentUp : left;
        }

        KeptBytes plus(KeptBytes other) {
            return new KeptBytes(
                    all + other.all,
                    withoutCore + other.withoutCore,
                    inputOnly + other.inputOnly,
                    secondProducts + other.secondProducts,
                    latentUp + other.latentUp);
        }
    }
}
