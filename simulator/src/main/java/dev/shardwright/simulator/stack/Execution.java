package dev.shardwright.simulator.stack;

import dev.shardwright.simulator.unit.BytesPerSecond;
import dev.shardwright.simulator.unit.Seconds;
import java.util.Set;

/** How the stack places and launches work. */
public record Execution(
        StageSplit split,
        RankOrder order,
        RecomputeScope recomputeScope,
        Dispatch dispatch,
        ExpertExchange experts,
        StepOverhead overhead) {
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

    Execution withGraphs(Set<LaunchGraph> graphs) {
        return new Execution(split, order, recomputeScope, dispatch.withGraphs(graphs), experts, overhead);
    }

    /** With two micro-batches in turns. */
    Execution inTurns() {
        Dispatch slower = dispatch.slower(experts.inTurns().host());
        return new Execution(split, order, recomputeScope, slower, experts, overhead);
    }

    Execution withSplit(StageSplit other) {
        return new Execution(other, order, recomputeScope, dispatch, experts, overhead);
    }

    Execution withExperts(ExpertExchange other) {
        return new Execution(split, order, recomputeScope, dispatch, other, overhead);
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
            Set<LaunchGraph> graphs,
            RoutingLaunches routing) {
        public Dispatch {
            graphs = Set.copyOf(graphs);
        }

        Dispatch slower(double factor) {
            return new Dispatch(
                    hostPerKernel.times(factor), deviceGap, collectiveWait, pipelinedTensorRank, graphs, routing);
        }

        Dispatch withGraphs(Set<LaunchGraph> others) {
            return new Dispatch(hostPerKernel, deviceGap, collectiveWait, pipelinedTensorRank, others, routing);
        }
    }

    /**
     * How tokens travel to their experts and back, at most at {@code rate} (the kernels that send them get a few
     * multiprocessors), and how the host keeps up. {@code hostWaits}: share of the shorter of device and host time that a
     * layer of experts adds to the longer one, because the host waits for token counts before it launches on.
     */
    public record ExpertExchange(Dispatcher dispatcher, BytesPerSecond rate, double hostWaits, InTurns inTurns) {
        public ExpertExchange with(Dispatcher other) {
            return new ExpertExchange(other, rate, hostWaits, inTurns);
        }
    }

    /**
     * Two micro-batches that take turns, one's traffic beside the other's compute, where a recipe asks for it: the share of
     * expert traffic that hides, and the host's time over that of one after the other.
     */
    public record InTurns(double hidden, double host) {}

    /**
     * Host work of routing tokens to experts in one layer, in launches: sorting, permuting, counting, and waiting for
     * the counts that set the shapes of the expert products.
     */
    public record RoutingLaunches(int forward, int backward, int perExpert) {}

    /** Fixed costs: per step, per micro-batch, and the relative slow-down per doubling of nodes (stragglers). */
    public record StepOverhead(Seconds perStep, Seconds perMicroBatch, double stragglersPerDoubling) {}
}
