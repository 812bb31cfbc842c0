package dev.shardwright.simulator.stack;

import dev.shardwright.simulator.unit.Seconds;

/** How the stack places and launches work. */
public record Execution(
        StageSplit split, RankOrder order, RecomputeScope recomputeScope, Dispatch dispatch, StepOverhead overhead) {
    /** What full recomputation covers. */
    public enum RecomputeScope {
        DECODER_LAYERS,
        /** The language-model head and loss too. */
        ALSO_HEAD,
        /**
         * Layers up to the last tensor that their backward pass reads: the product that ends a dense layer is not
         * repeated (PyTorch's non-reentrant checkpoint).
         */
        UP_TO_LAST_SAVED
    }

    /** How layers are dealt to pipeline stages. */
    public enum StageSplit {
        /** Equal layer counts; remainders to the first stages (Megatron). */
        UNIFORM_LAYERS,
        /** As many layers, where embedding and head count as a layer each (Megatron's account-for options). */
        UNIFORM_LAYERS_AND_ENDS,
        /** Embedding, layers, final norm and head count as equal items (Aleph Alpha). */
        UNIFORM_ITEMS,
        /** Stages balanced by their cost including the head (nanotron). */
        BALANCED_COST
    }

    Execution withHostShare(double share) {
        return new Execution(split, order, recomputeScope, dispatch.withHostShare(share), overhead);
    }

    Execution withSplit(StageSplit other) {
        return new Execution(other, order, recomputeScope, dispatch, overhead);
    }

    /** Which groups hold neighbouring ranks, innermost first. */
    public enum RankOrder {
        /** tensor, context, data, pipeline (Megatron). */
        PIPELINE_OUTERMOST,
        /** tensor, context, pipeline, data (DeepSpeed topology, nanotron). */
        DATA_OUTERMOST
    }

    /**
     * Time the host needs to launch one kernel, the idle gap on the device between two kernels, waiting of tensor ranks
     * for the slowest of them at each collective (per doubling of the group), and the least time of one pass of a layer
     * per tensor rank while a pipeline's transfers hold the same launch queue (both 0 in most stacks).
     */
    public record Dispatch(
            Seconds hostPerKernel,
            Seconds deviceGap,
            Seconds collectiveWait,
            Seconds pipelinedTensorRank,
            RoutingLaunches routing) {
        Dispatch withHostShare(double share) {
            return new Dispatch(hostPerKernel.times(share), deviceGap, collectiveWait, pipelinedTensorRank, routing);
        }
    }

    /**
     * Host work of routing tokens to experts in one layer, in launches: sorting, permuting, counting, and waiting for
     * the counts that set the shapes of the expert products.
     */
    public record RoutingLaunches(int forward, int backward) {}

    /** Fixed costs: per step, per micro-batch, and the relative slow-down per doubling of nodes (stragglers). */
    public record StepOverhead(Seconds perStep, Seconds perMicroBatch, double stragglersPerDoubling) {}
}
