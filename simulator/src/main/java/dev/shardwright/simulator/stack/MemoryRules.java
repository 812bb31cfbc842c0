package dev.shardwright.simulator.stack;

import dev.shardwright.simulator.unit.Bytes;

/**
 * What the stack keeps in device memory. {@code context} is what the framework, driver and communication library hold
 * outside tensors as far as the stack's own memory counter sees it.
 */
public record MemoryRules(
        StateBytes state,
        ActivationRule activations,
        LogitsRule logits,
        Bytes context,
        AllocatorRule allocator,
        MemoryCounter counter) {
    /** Gradients are used and freed layer by layer (optimizer step in the backward pass). */
    public MemoryRules withoutGradients() {
        StateBytes freed = new StateBytes(0, state.master(), 0, state.workspace(), state.gradientLife());
        return new MemoryRules(freed, activations, logits, context, allocator, counter);
    }

    /** As a compiler plans them: temporaries of a pass are placed at once, and no gaps are left between them. */
    public MemoryRules compiled() {
        AllocatorRule planned = new AllocatorRule(0, allocator.unstableAbove());
        return new MemoryRules(state, activations, logits, context, planned, counter);
    }

    /**
     * What stays between steps. Per parameter: bytes of the gradient buffer, of the master copy kept beside the
     * optimizer's moments, and the memory traffic of adding one micro-batch's gradient to the buffer. Per process:
     * {@code workspace}, which matrix-product libraries take from the allocator and never give back.
     */
    public record StateBytes(
            double gradient, double master, double accumulationTraffic, Bytes workspace, GradientLife gradientLife) {
        /** When gradients take memory. */
        public enum GradientLife {
            /** Always: a buffer of the framework's own. */
            ALWAYS,
            /** From a step's first backward pass to its end: they are not there while the first loss is computed. */
            FROM_BACKWARD
        }
    }

    /**
     * Bytes of one dropout mask element (0 when the stack trains without dropout), copies of the residual stream that a
     * fully recomputed layer keeps (1 = its input only), how inputs of tensor-parallel maps are kept, and the copies of
     * its output that FlashAttention leaves: 2 where the stack's layout is sequence first and the kernel's batch first;
     * what may be dropped of a layer that is kept otherwise.
     */
    public record ActivationRule(
            double dropoutMask,
            double recomputedLayerCopies,
            SavedInput savedInput,
            double flashOutputs,
            Droppable droppable) {
        /** Parts of a layer that a user of the stack can have recomputed alone. */
        public enum Droppable {
            ATTENTION_CORE,
            /** Modules by name: norms, activations, blocks (Megatron-Core's --recompute-modules). */
            NAMED_MODULES
        }

        /** With sequence parallelism: the rank's own part, gathered again for the backward pass, or the whole input. */
        public enum SavedInput {
            SHARDED,
            GATHERED
        }
    }

    /** What the memory figure that the stack logs counts, and on which rank. */
    public enum MemoryCounter {
        /** Tensors at their peak, worst rank. */
        ALLOCATED,
        /** Tensors at their peak, last rank: the last pipeline stage. */
        ALLOCATED_LAST_RANK,
        /** Tensors and what the allocator holds beyond them, worst rank. */
        RESERVED,
        /** Everything that the process occupies, worst rank. */
        DEVICE
    }

    /** Bytes kept per logit at the peak of the loss, and whether every tensor rank holds the whole vocabulary. */
    public record LogitsRule(double bytesPerLogit, Placement placement) {
        /** SHARDED splits logits over the tensor group; GATHERED holds all of them on each rank. */
        public enum Placement {
            SHARDED,
            GATHERED
        }
    }

    /** Share of activations lost to fragmentation; share of device memory above which the allocator retries. */
    public record AllocatorRule(double fragmentation, double unstableAbove) {}
}
