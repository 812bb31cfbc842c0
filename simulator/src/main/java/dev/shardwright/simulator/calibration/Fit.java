package dev.shardwright.simulator.calibration;

import org.hipparchus.exception.MathIllegalStateException;
import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.ArrayRealVector;
import org.hipparchus.linear.RealMatrix;
import org.hipparchus.linear.RealVector;
import org.hipparchus.optim.nonlinear.vector.leastsquares.LeastSquaresBuilder;
import org.hipparchus.optim.nonlinear.vector.leastsquares.LeastSquaresProblem;
import org.hipparchus.optim.nonlinear.vector.leastsquares.LevenbergMarquardtOptimizer;
import org.hipparchus.optim.nonlinear.vector.leastsquares.ValueAndJacobianFunction;
import org.hipparchus.util.Pair;

/**
 * The most probable position of the dials: the least sum of the losses of run residuals ln(predicted / measured) / noise
 * and of the squares of the dials' own positions, which are their distances from the centre in prior spreads. Found with
 * Levenberg-Marquardt and numeric slopes, from the centre; docs/model/calibration.md.
 */
final class Fit {
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

    /** The most probable position, or the best so far when the user stops; how the fit ended is part of the answer. */
    static Optimum of(Response response, double noise, Progress progress) {
        return new Fit(response, noise, progress).run();
    }

    /** Where a fit ended. */
    record Optimum(double[] position, boolean complete) {}

    private Optimum run() {
        if (best.length == 0) {
            return new Optimum(best, true);
        }
        try {
            new LevenbergMarquardtOptimizer().optimize(problem());
            return new Optimum(best, true);
        } catch (MathIllegalStateException | Stopped e) {
            return new Optimum(best, false);
        }
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

    /** Residuals of runs, then those of the prior. */
    private final class Model implements ValueAndJacobianFunction {
        @Override
        public RealVector computeValue(double[] position) {
            RealVector residuals = residuals(position);
            double sum = residuals.dotProduct(residuals);
            if (sum < least) {
                least = sum;
                best = position.clone();
            }
            return residuals;
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

    private void stopIfAsked() {
        if (progress.cancelled()) {
            throw new Stopped();
        }
    }

    private RealVector residuals(double... position) {
        stopIfAsked();
        double[] logs = response.logRatios(position);
        double[] residuals = new double[logs.length + position.length];
        for (int i = 0; i < logs.length; i++) {
            residuals[i] = RobustLoss.root(logs[i] / noise);
        }
        System.arraycopy(position, 0, residuals, logs.length, position.length);
        return new ArrayRealVector(residuals, false);
    }

    private RealMatrix jacobian(double... position) {
        double[] logs = response.logRatios(position);
        double[][] slopes = response.slopes(position, logs, this::stopIfAsked);
        RealMatrix jacobian = new Array2DRowRealMatrix(logs.length + position.length, position.length);
        for (int j = 0; j < position.length; j++) {
            for (int i = 0; i < logs.length; i++) {
                jacobian.setEntry(i, j, RobustLoss.rootSlope(logs[i] / noise) * slopes[j][i] / noise);
            }
            jacobian.setEntry(logs.length + j, j, 1);
        }
        return jacobian;
    }
}
