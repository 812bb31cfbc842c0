package dev.shardwright.simulator.schedule;

import java.util.Optional;

/**
 * The order in which a pipeline's ranks run the forward and backward passes of the micro-batches, and what follows from
 * it in closed form: p ranks, m micro-batches per step; docs/model/pipeline.md and docs/model/schedules.
 */
public sealed interface PipelineSchedule
        permits Gpipe,
                OneForwardOneBackward,
                Interleaved,
                ZeroBubbleH1,
                ZeroBubbleH2,
                ZeroBubbleV,
                VHalf,
                VMin,
                DualPipe,
                DualPipeV,
                BreadthFirst,
                PipelinedBackpropagation,
                ExplicitOrder {
    /** What the ranks do at the end of a step. */
    enum Ending {
        /** All wait for the last one: a step takes from the first start to the last end. */
        TOGETHER,
        /** Each goes on by itself (Qi et al. 2023, section 4): a step takes as long as a rank at most from its first pass to its last. */
        STAGGERED,
        /** They go on with the next step: a step takes the busiest rank's work, and nothing idles. */
        NEVER
    }

    /** The name used in files and tables. */
    String name();

    /** Stages of the model that a rank runs micro-batches through; 1 unless interleaved. */
    int virtualStages();

    default Placement placement() {
        return Placement.ROUND_ROBIN;
    }

    default Ending ending() {
        return Ending.TOGETHER;
    }

    /** Copies of every stage's weights in the pipeline. */
    default int weightCopies() {
        return placement() == Placement.BOTH_WAYS ? 2 : 1;
    }

    /** Which rule a number of ranks or micro-batches breaks, as a phrase that follows the schedule's name; mostly none. */
    default Optional<String> objection(int ranks, int microBatches) {
        return Optional.empty();
    }

    /**
     * Micro-batches in a row that pass a stage: parameters that are sharded over replicas are gathered, and their gradients
     * spread, once for all of them (Lamy-Poirier 2021).
     */
    default int passesPerGather(int microBatches) {
        return 1;
    }

    /** Idle time of a rank per step, with equal ranks, in the unit of {@code times}. */
    double bubble(int ranks, int microBatches, PassTimes times);

    /** Most micro-batches whose activations the given rank (from 0) holds at once, in units of all layers of a rank. */
    double activationsInFlight(int ranks, int rank, int microBatches);

    /** The order of all passes. Schedules that fit themselves to the times of passes read {@code times}, others do not. */
    PassOrder order(int ranks, int microBatches, PassTimes times);

    /** Whether input and weight gradients are passes of their own, so that a rank has other work while it waits. */
    default boolean splitsBackward() {
        return false;
    }

    /** Whether a forward and a backward pass run interwoven, each one's communication beside the other's compute. */
    default boolean interweaves() {
        return false;
    }

    /**
     * Time of a step that ranks wait for activations and gradients under way, in the unit of {@code times}. A rank that has
     * no other work does nothing while it exchanges with its neighbours, as far as the stack does not hide that: once per
     * micro-batch and direction. One that has waits only if a micro-batch's way to the last stage and back takes longer
     * than the micro-batches in flight keep the rank busy. Both wait once more while the pipeline fills and drains.
     */
    default double handOverWait(int ranks, int microBatches, PassTimes times) {
        double fill = 2 * times.handOver() * (ranks - 1);
        if (!splitsBackward()) {
            return 2 * times.handOver() * virtualStages() * (microBatches - 1.0) + fill;
        }
        double ways = 2.0 * (placement().stages(ranks, virtualStages()) - 1);
        double compute = ranks * (times.forward() + times.inputGradient());
        double inFlight = activationsInFlight(ranks, 0, microBatches) * virtualStages();
        double busy = inFlight * times.total();
        double longer = Math.max(0, compute + ways * times.handOver() - busy) - Math.max(0, compute - busy);
        return microBatches / inFlight * longer + fill;
    }
}
