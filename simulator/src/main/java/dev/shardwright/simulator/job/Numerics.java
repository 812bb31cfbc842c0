package dev.shardwright.simulator.job;

/** Number formats and optimizer of a job. */
public record Numerics(Precision precision, Optimizer optimizer) {
    public static final Numerics BF16_ADAM = new Numerics(Precision.BF16, Optimizer.ADAM);
}
