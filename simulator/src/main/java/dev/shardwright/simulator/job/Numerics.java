package dev.shardwright.simulator.job;

/** Number formats and optimizer of a job, and which weights it trains. */
public record Numerics(Precision precision, Optimizer optimizer, Adaptation adaptation) {
    public static final Numerics BF16_ADAM = new Numerics(Precision.BF16, Optimizer.ADAM);

    /** Every weight is trained. */
    public Numerics(Precision precision, Optimizer optimizer) {
        this(precision, optimizer, new FullTraining());
    }

    public Numerics withAdaptation(Adaptation other) {
        return new Numerics(precision, optimizer, other);
    }
}
