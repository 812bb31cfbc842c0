package dev.shardwright.simulator.schedule;

/**
 * The order in which a pipeline's stages run the forward and backward passes of the micro-batches. Figures are in
 * closed form: p stages, m micro-batches per step; docs/model/pipeline.md.
 */
public sealed interface PipelineSchedule permits Gpipe, OneForwardOneBackward, Interleaved {
    /** The name used in files and tables. */
    String name();

    /** Model chunks per rank; 1 unless interleaved. */
    int virtualStages();

    /**
     * Idle passes of a rank per step, in units of one micro-batch's forward plus backward of a whole rank
     * (Narayanan et al. 2021, section 2.2).
     */
    double bubblePasses(int stages, int microBatches);

    /** Most micro-batches whose activations the given stage (from 0) holds at once, in units of the whole rank's layers. */
    double activationsInFlight(int stages, int stage, int microBatches);

    /** Activation hand-overs between neighbouring ranks per micro-batch and direction, on the busiest rank. */
    default int handOversPerMicroBatch() {
        return virtualStages();
    }
}
