package dev.shardwright.simulator.calibration;

/** The scale on which a constant moves freely, so that no step leaves the constant's range. */
public enum Scale {
    /** Positive values: the free value is the natural logarithm. */
    LOG {
        @Override
        double free(double value) {
            return Math.log(value);
        }

        @Override
        double value(double free) {
            return Math.exp(free);
        }
    },
    /** Shares: the free value is ln(share / (1 - share)). */
    LOGIT {
        @Override
        double free(double value) {
            double share = Math.min(value, LARGEST_SHARE);
            return Math.log(share / (1 - share));
        }

        @Override
        double value(double free) {
            return 1 / (1 + Math.exp(-free));
        }
    };

    /** A share of 1 lies at infinity; it moves as if it were this. */
    private static final double LARGEST_SHARE = 0.99;

    abstract double free(double value);

    abstract double value(double free);

    /** The value moved by so much on this scale; 0 stays 0. */
    double moved(double value, double by) {
        return value == 0 || by == 0 ? value : value(free(value) + by);
    }
}
