package dev.shardwright.simulator.calibration;

import java.util.Arrays;

/**
 * Where the dials stand after runs have been seen, in prior spreads from the centre, and what uncertainty is left, as a
 * share of the prior's. {@code complete} is false when the fit was stopped early.
 */
public record Posterior(double[] position, double[] uncertainty, boolean complete) {
    public Posterior {
        position = position.clone();
        uncertainty = uncertainty.clone();
    }

    @Override
    public double[] position() {
        return position.clone();
    }

    @Override
    public double[] uncertainty() {
        return uncertainty.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Posterior that
                && Arrays.equals(position, that.position)
                && Arrays.equals(uncertainty, that.uncertainty)
                && complete == that.complete;
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(position);
    }

    @Override
    public String toString() {
        return Arrays.toString(position);
    }
}
