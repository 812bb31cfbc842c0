package dev.shardwright.simulator.calibration.fabric;

import dev.shardwright.simulator.hardware.Cluster;
import java.util.List;
import java.util.stream.IntStream;
import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.ArrayRealVector;
import org.hipparchus.linear.LUDecomposition;
import org.hipparchus.linear.RealMatrix;
import org.hipparchus.optim.nonlinear.vector.leastsquares.LeastSquaresBuilder;
import org.hipparchus.optim.nonlinear.vector.leastsquares.LevenbergMarquardtOptimizer;
import org.hipparchus.optim.nonlinear.vector.leastsquares.MultivariateJacobianFunction;
import org.hipparchus.util.Pair;

/**
 * Least squares over the logarithms of measured times, with the base's figures as a weak prior: what the samples do not
 * say stays as it was. Curves of other people's devices do not count in the fitted cluster. {@code left} is the uncertainty that remains of each coordinate, as a share of the prior's.
 */
public record FabricFit(Cluster base, Cluster fitted, List<CollectiveSample> samples, List<Double> left) {
    /** Buffers from which training's collectives are made; smaller ones weigh less. */
    static final double LARGE_BYTES = 1 << 20;

    /** How far, in ln(time), the formula may be from large and from small messages (protocol changes are not modelled). */
    private static final double LARGE_NOISE = 0.05;

    private static final double SMALL_NOISE = 0.3;

    /** A tier of which more of the prior's uncertainty is left in all figures was not crossed by any test. */
    private static final double UNTOUCHED = 0.9;

    /** A figure of which more is left was hardly tested: other parts set the times. */
    private static final double HARDLY = 0.5;

    private static final List<String> FIGURES = List.of("efficiency", "latency", "half size");

    private static final int MOST_STEPS = 200;
    private static final double STEP = 1e-4;
    private static final double TOLERANCE = 1e-10;

    public FabricFit {
        samples = List.copyOf(samples);
        left = List.copyOf(left);
    }

    /** Fits the tiers that the samples cross. */
    public static FabricFit of(Cluster base, List<CollectiveSample> samples) {
        FabricModel model = new FabricModel(base.byItsOwnLinks());
        int size = model.coordinates();
        double[] best = new LevenbergMarquardtOptimizer()
                .optimize(new LeastSquaresBuilder()
                        .start(new double[size])
                        .target(new double[samples.size() + size])
                        .model(function(model, samples))
                        .maxEvaluations(MOST_STEPS)
                        .maxIterations(MOST_STEPS)
                        .build())
                .getPoint()
                .toArray();
        return new FabricFit(base, model.at(best), samples, left(model, samples, best));
    }

    private static MultivariateJacobianFunction function(FabricModel model, List<CollectiveSample> samples) {
        return point -> new Pair<>(
                new ArrayRealVector(residuals(model, samples, point.toArray()), false),
                jacobian(model, samples, point.toArray()));
    }

    private static double[] residuals(FabricModel model, List<CollectiveSample> samples, double... position) {
        double[] ratios = FabricModel.logRatios(model.at(position), samples);
        double[] residuals = new double[ratios.length + position.length];
        for (int i = 0; i < ratios.length; i++) {
            boolean large = samples.get(i).buffer().value() >= LARGE_BYTES;
            residuals[i] = ratios[i] / (large ? LARGE_NOISE : SMALL_NOISE);
        }
        System.arraycopy(position, 0, residuals, ratios.length, position.length);
        return residuals;
    }

    private static RealMatrix jacobian(FabricModel model, List<CollectiveSample> samples, double... position) {
        RealMatrix jacobian = new Array2DRowRealMatrix(samples.size() + position.length, position.length);
        for (int j = 0; j < position.length; j++) {
            double[] above = position.clone();
            double[] below = position.clone();
            above[j] += STEP;
            below[j] -= STEP;
            double[] high = residuals(model, samples, above);
            double[] low = residuals(model, samples, below);
            for (int i = 0; i < high.length; i++) {
                jacobian.setEntry(i, j, (high[i] - low[i]) / (2 * STEP));
            }
        }
        return jacobian;
    }

    private static List<Double> left(FabricModel model, List<CollectiveSample> samples, double... best) {
        RealMatrix jacobian = jacobian(model, samples, best);
        RealMatrix covariance = new LUDecomposition(jacobian.transposeMultiply(jacobian), TOLERANCE)
                .getSolver()
                .getInverse();
        return IntStream.range(0, best.length)
                .mapToObj(i -> Math.sqrt(covariance.getEntry(i, i)))
                .toList();
    }

    /** Whether the samples say anything of a tier, counted from the innermost. */
    public boolean measured(int tier) {
        return figures(tier).stream().anyMatch(share -> share < UNTOUCHED);
    }

    /** Figures of a tier that the samples hardly tell from the base's. */
    public List<String> hardlyTested(int tier) {
        List<Double> shares = figures(tier);
        return IntStream.range(0, FIGURES.size())
                .filter(i -> shares.get(i) > HARDLY)
                .mapToObj(FIGURES::get)
                .toList();
    }

    private List<Double> figures(int tier) {
        return left.subList(tier * FabricModel.PER_TIER, (tier + 1) * FabricModel.PER_TIER);
    }
}
