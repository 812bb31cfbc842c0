package dev.shardwright.simulator.stack;

import dev.shardwright.simulator.unit.Bytes;

/** What the stack keeps in device memory. */
public record MemoryRules(StateBytes state, LogitsRule logits, Bytes context, double fragmentation, double unstableAbove) {
    /** Bytes per parameter: the gradient buffer, and the master copy kept beside the optimizer's moments. */
    public record StateBytes(double gradient, double master) {}

    /** Bytes kept per logit at the peak of the loss, and whether every tensor rank holds the whole vocabulary. */
    public record LogitsRule(double bytesPerLogit, Placement placement) {
        /** SHARDED splits logits over the tensor group; GATHERED holds all of them on each rank. */
        public enum Placement {
            SHARDED,
            GATHERED
        }
    }
}
