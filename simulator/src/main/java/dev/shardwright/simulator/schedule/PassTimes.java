package dev.shardwright.simulator.schedule;

/**
 * How long one micro-batch keeps a rank busy, over all stages that the rank holds, and how long its way to a neighbour
 * takes; in any one unit.
 */
public record PassTimes(double forward, double inputGradient, double weightGradient, double handOver) {
    /** Forward, input-gradient and weight-gradient passes of one length, and hand-overs in no time. */
    public static final PassTimes EQUAL = new PassTimes(1, 1, 1, 0);

    public PassTimes {
        if (!(forward >= 0 && inputGradient >= 0 && weightGradient >= 0 && handOver >= 0)) {
            throw new IllegalArgumentException("passes must take zero or more time");
        }
    }

    public double backward() {
        return inputGradient + weightGradient;
    }

    public double total() {
        return forward + inputGradient + weightGradient;
    }

    public double of(PassKind kind) {
        return switch (kind) {
            case FORWARD -> forward;
            case BACKWARD -> backward();
            case INPUT_GRADIENT -> inputGradient;
            case WEIGHT_GRADIENT -> weightGradient;
        };
    }

    public PassTimes withHandOver(double other) {
        return new PassTimes(forward, inputGradient, weightGradient, other);
    }

    /** Of one of {@code stages} equal stages that the rank holds. */
    public PassTimes perStage(int stages) {
        return new PassTimes(forward / stages, inputGradient / stages, weightGradient / stages, handOver);
    }
}
