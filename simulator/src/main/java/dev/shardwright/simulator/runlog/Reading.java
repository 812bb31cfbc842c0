package dev.shardwright.simulator.runlog;

/** A figure that a log gives for a step. */
enum Reading {
    /** Seconds of one step. */
    SECONDS,
    /** Sequences per second of the whole job. */
    SAMPLES_PER_SECOND,
    /** Tokens per second and device. */
    TOKENS_PER_SECOND,
    /** Teraflops per second and device, as the framework counts them. */
    TERAFLOPS,
    /** Model FLOPs utilisation as a share, as the framework counts it. */
    UTILISATION,
    /** Sequences of this step, which differ while a batch ramps up. */
    GLOBAL_BATCH
}
