package dev.shardwright.simulator.job;

/**
 * How evenly a router spreads its tokens: {@code imbalance} is tokens of the fullest expert-parallel rank over their
 * mean; {@code capacity} cuts what an expert takes at so many times the mean of the experts (Fedus et al. 2021, section
 * 2.2), infinite where no token is dropped. docs/model/experts.md.
 */
public record Routing(double imbalance, double capacity) {
    /** Every expert receives the same number of tokens, and none is dropped. */
    public static final Routing BALANCED = new Routing(1);

    public Routing {
        if (!(imbalance >= 1) || Double.isInfinite(imbalance)) {
            throw new IllegalArgumentException("the imbalance of experts must be 1 or more");
        }
        if (!(capacity > 0)) {
            throw new IllegalArgumentException("the capacity factor must be above zero");
        }
    }

    /** No token is dropped. */
    public Routing(double imbalance) {
        this(imbalance, Double.POSITIVE_INFINITY);
    }

    public boolean dropsTokens() {
        return capacity < Double.POSITIVE_INFINITY;
    }

    /** Tokens of the fullest of so many expert-parallel ranks, over the mean; a rank with every expert is the mean. */
    public double load(int expertWays) {
        return Math.min(expertWays > 1 ? imbalance : 1, capacity);
    }
}
