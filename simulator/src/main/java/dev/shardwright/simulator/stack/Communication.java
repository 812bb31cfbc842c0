package dev.shardwright.simulator.stack;

/** How the stack moves data between ranks. */
public record Communication(Overlap overlap, GradientReduction reduction, double efficiency) {
    /**
     * Fraction of each kind of traffic that hides behind compute when there is enough compute to hide it behind:
     * tensor, data, fully sharded data, context, expert, pipeline.
     */
    public record Overlap(
            double tensor, double data, double shardedData, double context, double expert, double pipeline) {
        public Overlap {
            for (double value : new double[] {tensor, data, shardedData, context, expert, pipeline}) {
                if (!(value >= 0 && value <= 1)) {
                    throw new IllegalArgumentException("an overlap must lie in [0, 1]: " + value);
                }
            }
        }
    }

    /** Gradient reduction over data-parallel ranks: which collective, and bytes per element on the wire. */
    public record GradientReduction(Collective collective, double gradientBytes, double parameterBytes) {
        /** ALL_REDUCE moves every gradient to every rank even when the optimizer is sharded. */
        public enum Collective {
            ALL_REDUCE,
            REDUCE_SCATTER
        }
    }
}
