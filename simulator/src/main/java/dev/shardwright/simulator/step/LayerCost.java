package dev.shardwright.simulator.step;

import dev.shardwright.simulator.memory.ParameterShare;

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

    /** Activation bytes with nothing, the attention core, or all but the input dropped. */
    record KeptBytes(double all, double withoutCore, double inputOnly) {
        KeptBytes plus(KeptBytes other) {
            return new KeptBytes(all + other.all, withoutCore + other.withoutCore, inputOnly + other.inputOnly);
        }
    }
}
