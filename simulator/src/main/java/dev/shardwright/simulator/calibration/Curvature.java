package dev.shardwright.simulator.calibration;

import java.util.List;
import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.ArrayRealVector;
import org.hipparchus.linear.CholeskyDecomposition;
import org.hipparchus.linear.DecompositionSolver;
import org.hipparchus.linear.RealMatrix;
import org.hipparchus.linear.RealVector;

/**
 * The fit near its optimum: residuals of runs as straight lines of the dials. Says how well each dial is known, and finds
 * the optimum without some of the runs in a few steps (Gauss-Newton on reweighted squares) instead of a new fit.
 */
final class Curvature {
    private static final int MOST_STEPS = 12;
    private static final int MOST_HALVINGS = 6;

    /** A step shorter than this, in prior spreads, ends the search. */
    private static final double SHORT = 1e-3;

    private final double[] optimum;
    private final double[][] slopes;
    private final double[] logs;
    private final double noise;

    Curvature(Response response, double[] optimum, double noise) {
        this.optimum = optimum.clone();
        this.noise = noise;
        this.logs = response.logRatios(optimum);
        this.slopes = response.slopes(optimum, logs, () -> {});
    }

    /** Posterior spread of each dial as a share of its prior spread (Laplace's approximation). */
    double[] uncertainty() {
        int dials = optimum.length;
        if (dials == 0) {
            return new double[0];
        }
        RealMatrix covariance = hessian(slopes, logs).getInverse();
        double[] uncertainty = new double[dials];
        for (int i = 0; i < dials; i++) {
            uncertainty[i] = Math.sqrt(covariance.getEntry(i, i));
        }
        return uncertainty;
    }

    /**
     * The most probable position for some of the runs: found with the slopes at the optimum of all runs, then refined with
     * slopes of its own.
     *
     * @param seen indices of those runs
     * @param response what the dials do to just those runs
     */
    double[] optimumOf(List<Integer> seen, Response response) {
        double[][] part = new double[slopes.length][];
        for (int j = 0; j < part.length; j++) {
            double[] all = slopes[j];
            part[j] = seen.stream().mapToDouble(i -> all[i]).toArray();
        }
        double[] near = descend(optimum, part, response);
        return descend(near, response.slopes(near, response.logRatios(near), () -> {}), response);
    }

    private double[] descend(double[] start, double[][] part, Response response) {
        double[] position = start;
        double[] ratios = response.logRatios(position);
        for (int step = 0; step < MOST_STEPS; step++) {
            double[] direction = direction(part, ratios, position);
            double length = 1;
            double[] next = moved(position, direction, length);
            double[] there = response.logRatios(next);
            for (int i = 0; i < MOST_HALVINGS && loss(there, next) > loss(ratios, position); i++) {
                length /= 2;
                next = moved(position, direction, length);
                there = response.logRatios(next);
            }
            if (loss(there, next) >= loss(ratios, position)) {
                return position;
            }
            position = next;
            ratios = there;
            if (length * new ArrayRealVector(direction).getNorm() < SHORT) {
                return position;
            }
        }
        return position;
    }

    private double[] direction(double[][] part, double[] ratios, double... position) {
        RealVector downhill = new ArrayRealVector(position).mapMultiply(-1);
        for (int j = 0; j < part.length; j++) {
            for (int i = 0; i < ratios.length; i++) {
                double residual = ratios[i] / noise;
                downhill.addToEntry(j, -RobustLoss.weight(residual) * residual * part[j][i] / noise);
            }
        }
        return hessian(part, ratios).solve(downhill).toArray();
    }

    /** Half the second derivative of the loss, residuals taken as straight: the prior's identity plus the runs' part. */
    private DecompositionSolver hessian(double[][] part, double... ratios) {
        int dials = part.length;
        RealMatrix hessian = new Array2DRowRealMatrix(dials, dials);
        for (int j = 0; j < dials; j++) {
            for (int k = 0; k <= j; k++) {
                double sum = j == k ? 1 : 0;
                for (int i = 0; i < ratios.length; i++) {
                    sum += RobustLoss.weight(ratios[i] / noise) * part[j][i] * part[k][i] / (noise * noise);
                }
                hessian.setEntry(j, k, sum);
                hessian.setEntry(k, j, sum);
            }
        }
        return new CholeskyDecomposition(hessian).getSolver();
    }

    private double loss(double[] ratios, double... position) {
        double sum = 0;
        for (double ratio : ratios) {
            sum += RobustLoss.of(ratio / noise);
        }
        for (double dial : position) {
            sum += dial * dial;
        }
        return sum;
    }

    private static double[] moved(double[] position, double[] direction, double length) {
        double[] moved = position.clone();
        for (int i = 0; i < moved.length; i++) {
            moved[i] += length * direction[i];
        }
        return moved;
    }
}
