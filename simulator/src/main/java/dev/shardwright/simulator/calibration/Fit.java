package dev.shardwright.simulator.calibration;

import org.hipparchus.exception.MathIllegalStateException;
import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.ArrayRealVector;
import org.hipparchus.linear.LUDecomposition;
import org.hipparchus.linear.RealMatrix;
import org.hipparchus.linear.RealVector;
import org.hipparchus.optim.nonlinear.vector.leastsquares.LeastSquaresBuilder;
import org.hipparchus.optim.nonlinear.vector.leastsquares.LeastSquaresProblem;
import org.hipparchus.optim.nonlinear.vector.leastsquares.LevenbergMarquardtOptimizer;
import org.hipparchus.optim.nonlinear.vector.leastsquares.ValueAndJacobianFunction;
import org.hipparchus.util.Pair;

/**
 * The most probable position of the dials: the least sum of squares of run residuals ln(predicted / measured) / noise,
 * each under a pseudo-Huber loss, and of one prior residual per dial. Found with Levenberg-Marquardt and a numeric
 * Jacobian; formulas in docs/model/calibration.md.
 */
final class Fit {
    /** Residual, in units of noise, from which the loss grows with the residual instead of its square. */
    private static final double HUBER = 1.5;

    /** Step of the numeric derivative, in prior spreads. */
    private static final double STEP = 1e-3;

    private static final int MOST_ITERATIONS = 40;
    private static final int MOST_EVALUATIONS = 100;

    /** A step that lowers the root mean square by a smaller share ends the fit. */
    private static final double TOLERANCE = 1e-4;

    private final Response response;
    private final double noise;
    private final Progress progress;
    private double[] best;
    private double least = Double.POSITIVE_INFINITY;

    private Fit(Response response, double noise, Progress progress) {
        this.response = response;
        this.noise = noise;
        this.progress = progress;
        this.best = new double[response.board().size()];
    }

    /** Fits dials to runs, starting from the centre of the prior. */
    static Posterior of(Response response, double noise, Progress progress) {
        return new Fit(response, noise, progress).run();
    }

    private Posterior run() {
        boolean complete = true;
        try {
            new LevenbergMarquardtOptimizer().optimize(problem());
        } catch (MathIllegalStateException e) {
            complete = false;
        } catch (Stopped e) {
            return new Posterior(best, ones(), false);
        }
        return new Posterior(best, uncertainty(), complete);
    }

    private LeastSquaresProblem problem() {
        int rows = response.size() + best.length;
        return new LeastSquaresBuilder()
                .start(new ArrayRealVector(best))
                .target(new ArrayRealVector(rows))
                .model(new Model())
                .lazyEvaluation(true)
                .maxEvaluations(MOST_EVALUATIONS)
                .maxIterations(MOST_ITERATIONS)
                .checker((iteration, before, after) ->
                        iteration > 1 && before.getRMS() - after.getRMS() < TOLERANCE * before.getRMS())
                .build();
    }

    /** The user asked to stop. */
    private static final class Stopped extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    private final class Model implements ValueAndJacobianFunction {
        @Override
        public RealVector computeValue(double[] position) {
            double[] residuals = residuals(position);
            double sum = 0;
            for (double residual : residuals) {
                sum += residual * residual;
            }
            if (sum < least) {
                least = sum;
                best = position.clone();
            }
            return new ArrayRealVector(residuals, false);
        }

        @Override
        public RealMatrix computeJacobian(double[] position) {
            return jacobian(position);
        }

        @Override
        public Pair<RealVector, RealMatrix> value(RealVector point) {
            double[] position = point.toArray();
            return new Pair<>(computeValue(position), computeJacobian(position));
        }
    }

    private double[] residuals(double... position) {
        if (progress.cancelled()) {
            throw new Stopped();
        }
        double[] ratios = response.logRatios(position);
        double[] residuals = new double[ratios.length + position.length];
        for (int i = 0; i < ratios.length; i++) {
            residuals[i] = robust(ratios[i] / noise);
        }
        System.arraycopy(position, 0, residuals, ratios.length, position.length);
        return residuals;
    }

    /** The residual whose square is the pseudo-Huber loss 2 d^2 (sqrt(1 + (r / d)^2) - 1). */
    static double robust(double residual) {
        double ratio = residual / HUBER;
        return Math.signum(residual) * HUBER * Math.sqrt(2 * (Math.sqrt(1 + ratio * ratio) - 1));
    }

    private RealMatrix jacobian(double... position) {
        double[] here = residuals(position);
        RealMatrix jacobian = new Array2DRowRealMatrix(here.length, position.length);
        for (int j = 0; j < position.length; j++) {
            double[] moved = position.clone();
            moved[j] += STEP;
            double[] there = residuals(moved);
            for (int i = 0; i < here.length; i++) {
                jacobian.setEntry(i, j, (there[i] - here[i]) / STEP);
            }
        }
        return jacobian;
    }

    /** Laplace's approximation: the inverse of the curvature at the most probable position. */
    private double[] uncertainty() {
        RealMatrix jacobian;
        try {
            jacobian = jacobian(best);
        } catch (Stopped e) {
            return ones();
        }
        RealMatrix covariance = new LUDecomposition(jacobian.transposeMultiply(jacobian))
                .getSolver()
                .getInverse();
        double[] uncertainty = new double[best.length];
        for (int i = 0; i < uncertainty.length; i++) {
            uncertainty[i] = Math.sqrt(covariance.getEntry(i, i));
        }
        return uncertainty;
    }

    private double[] ones() {
        double[] ones = new double[best.length];
        java.util.Arrays.fill(ones, 1);
        return ones;
    }
}
