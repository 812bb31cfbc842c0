package dev.shardwright.profiler.fit;

import dev.shardwright.simulator.hardware.Surface;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.hipparchus.linear.ArrayRealVector;
import org.hipparchus.linear.ConjugateGradient;
import org.hipparchus.linear.JacobiPreconditioner;
import org.hipparchus.linear.RealLinearOperator;
import org.hipparchus.linear.RealVector;

/**
 * Fits a surface on a grid, and the exponents of further terms, to scattered points: least squares of logarithms, so of
 * relative errors, with two additions. Points far off count less (Huber 1964), since single timings are disturbed; and the
 * surface's second differences are held small, so that nodes without points follow their neighbours.
 */
final class SurfaceFit {
    /** Points beyond so many medians of the absolute error count less. */
    private static final double HUBER = 2;

    private static final int REWEIGHTINGS = 4;
    private static final int MOST_ITERATIONS = 5_000;
    private static final double CONVERGED = 1e-7;

    private final List<Point> points;
    private final GridTerms terms;
    private final Smoothness smoothness;
    private final double[] weights;
    private final double level;

    /**
     * One measured point.
     *
     * @param at the extents, in the order of the axes
     * @param terms logarithms of further terms whose exponents are fitted
     * @param log logarithm of the figure
     * @param share of the measured time that the figure explains; less of it, and the point counts less
     */
    record Point(double[] at, double[] terms, double log, double share) {
        Point(double[] at, double[] terms, double log) {
            this(at, terms, log, 1);
        }
    }

    /** The figures at the nodes (logarithms) and the exponents. */
    record Solution(double[] logs, double[] exponents) {
        Surface surface(List<FitAxis> axes) {
            return new Surface(
                    FitAxis.axes(axes), Arrays.stream(logs).map(Math::exp).toArray());
        }
    }

    private SurfaceFit(List<FitAxis> axes, List<Point> points) {
        this.points = points;
        this.terms = new GridTerms(axes, points);
        this.smoothness = new Smoothness(axes);
        this.weights = new double[points.size()];
        this.level = points.stream().mapToDouble(Point::log).average().orElse(0);
        Arrays.setAll(weights, i -> points.get(i).share());
    }

    /** Throws IllegalArgumentException without points. */
    static Solution fit(List<FitAxis> axes, List<Point> points) {
        if (points.isEmpty()) {
            throw new IllegalArgumentException("a surface cannot be fitted to no point");
        }
        return new SurfaceFit(axes, points).solve();
    }

    private Solution solve() {
        RealVector unknowns = new ArrayRealVector(terms.unknowns());
        for (int i = 0; i < REWEIGHTINGS; i++) {
            unknowns = leastSquares(unknowns);
            reweight(unknowns.toArray());
        }
        double[] solved = unknowns.toArray();
        double[] logs = Arrays.copyOf(solved, terms.nodes());
        for (int i = 0; i < logs.length; i++) {
            logs[i] += level;
        }
        return new Solution(logs, Arrays.copyOfRange(solved, terms.nodes(), solved.length));
    }

    private RealVector leastSquares(RealVector start) {
        Normal normal = new Normal();
        double[] target = new double[points.size()];
        for (int i = 0; i < target.length; i++) {
            target[i] = weights[i] * weights[i] * (points.get(i).log() - level);
        }
        RealVector right = new ArrayRealVector(terms.transposed(target), false);
        return new ConjugateGradient(MOST_ITERATIONS, CONVERGED, false)
                .solve(normal, new JacobiPreconditioner(normal.diagonal(), false), right, start);
    }

    private void reweight(double[] unknowns) {
        double[] errors = terms.applied(unknowns);
        for (int i = 0; i < errors.length; i++) {
            errors[i] = points.get(i).share() * Math.abs(points.get(i).log() - level - errors[i]);
        }
        double[] sorted = errors.clone();
        Arrays.sort(sorted);
        double bound = Math.max(1e-9, HUBER * sorted[sorted.length / 2]);
        for (int i = 0; i < errors.length; i++) {
            weights[i] = points.get(i).share() * Math.sqrt(Math.min(1, bound / Math.max(errors[i], 1e-12)));
        }
    }

    /** The matrix of the normal equations, as a product. */
    private final class Normal implements RealLinearOperator {
        @Override
        public int getRowDimension() {
            return terms.unknowns();
        }

        @Override
        public int getColumnDimension() {
            return terms.unknowns();
        }

        @Override
        public RealVector operate(RealVector vector) {
            double[] unknowns = vector.toArray();
            double[] values = terms.applied(unknowns);
            for (int i = 0; i < values.length; i++) {
                values[i] *= weights[i] * weights[i];
            }
            double[] sum = terms.transposed(values);
            smoothness.addTo(sum, unknowns);
            return new ArrayRealVector(sum, false);
        }

        double[] diagonal() {
            double[] diagonal = terms.diagonal(weights);
            smoothness.addDiagonal(diagonal);
            return diagonal;
        }
    }

    /** Deals different shapes out to so many folds, always in the same way. */
    static int[] folds(List<Point> points, int count, long seed) {
        Random random = new Random(seed);
        Map<List<Double>, Integer> ofShape = new HashMap<>();
        return points.stream()
                .mapToInt(point -> ofShape.computeIfAbsent(
                        Arrays.stream(point.at()).boxed().toList(), shape -> random.nextInt(count)))
                .toArray();
    }
}
