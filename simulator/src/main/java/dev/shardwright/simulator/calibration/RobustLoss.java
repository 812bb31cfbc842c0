package dev.shardwright.simulator.calibration;

/**
 * The pseudo-Huber loss 2 d^2 (sqrt(1 + (r / d)^2) - 1) of a residual r in units of noise: r^2 for small ones, 2 d |r|
 * for large ones, so that one outlier of a published table cannot carry the fit away (Charbonnier et al. 1997; Huber
 * 1964 for the idea).
 */
final class RobustLoss {
    /** The residual d around which the loss stops growing with the square: 1.5 times the noise. */
    private static final double KNEE = 1.5;

    private RobustLoss() {}

    private static double spread(double residual) {
        return Math.hypot(1, residual / KNEE);
    }

    static double of(double residual) {
        return 2 * residual * residual / (1 + spread(residual));
    }

    /** The number whose square is the loss, with the residual's sign. */
    static double root(double residual) {
        return residual * Math.sqrt(2 / (1 + spread(residual)));
    }

    /** Derivative of {@link #root}. */
    static double rootSlope(double residual) {
        double spread = spread(residual);
        return Math.sqrt((1 + spread) / 2) / spread;
    }

    /** Weight with which a squared residual has the gradient of the loss: 1 for small residuals, less for large ones. */
    static double weight(double residual) {
        return 1 / spread(residual);
    }
}
