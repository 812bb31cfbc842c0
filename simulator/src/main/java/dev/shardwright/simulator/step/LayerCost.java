package dev.shardwright.simulator.step;

import dev.shardwright.simulator.layout.Recompute.Part;
import dev.shardwright.simulator.memory.ParameterShare;
import java.util.Set;

/** All that a step needs to know of one layer (or of the model's ends) under one shard; computed once and shared. */
record LayerCost(PassCost forward, PassCost backward, PartSeconds parts, ParameterShare parameters, KeptBytes kept) {
    LayerCost plus(LayerCost other) {
        return new LayerCost(
                forward.plus(other.forward),
                backward.plus(other.backward),
                parts.plus(other.parts),
                parameters.plus(other.parameters),
                kept.plus(other.kept));
    }

    /** The same work with weights that are counted elsewhere. */
    LayerCost withoutParameters() {
        return new LayerCost(forward, backward, parts, ParameterShare.NONE, kept);
    }

    /** Activation bytes with nothing, the attention core, or all but the input dropped; what latents save. */
    record KeptBytes(double all, double withoutCore, double inputOnly, double latentUp) {
        /** With those parts dropped. */
        double without(Set<Part> parts) {
            double kept = parts.contains(Part.ATTENTION_CORE) ? withoutCore : all;
            return parts.contains(Part.LATENT_UP) ? kept - latentUp : kept;
        }

        KeptBytes plus(KeptBytes other) {
            return new KeptBytes(
                    all + other.all,
                    withoutCore + other.withoutCore,
                    inputOnly + other.inputOnly,
                    latentUp + other.latentUp);
        }
    }
}
