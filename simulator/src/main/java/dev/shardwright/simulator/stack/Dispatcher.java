package dev.shardwright.simulator.stack;

/** What carries tokens to their experts and back; docs/model/experts.md. */
public enum Dispatcher {
    /** An all-to-all of one copy per expert, between two permutations of all copies. */
    ALL_TO_ALL(false, 1.0),
    /** One copy per rank, over the network one per node (DeepEP); tokens are permuted once, at their experts' rank. */
    DEEP_EP(true, 0.5),
    /** As DEEP_EP, and the kernels that send write where the experts read (HybridEP). */
    HYBRID_EP(true, 0.25);

    private final boolean oncePerRank;
    private final double permuted;

    Dispatcher(boolean oncePerRank, double permuted) {
        this.oncePerRank = oncePerRank;
        this.permuted = permuted;
    }

    /** Whether a token travels once to ranks and nodes that hold several of its experts. */
    public boolean oncePerRank() {
        return oncePerRank;
    }

    /** Memory traffic of permuting tokens, over that of the plain all-to-all. */
    public double permuted() {
        return permuted;
    }
}
