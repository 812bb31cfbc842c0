package dev.shardwright.profiler.fit;

import dev.shardwright.simulator.catalog.KernelCurve;
import dev.shardwright.simulator.operator.Gemm;
import dev.shardwright.simulator.timing.KernelTiming;
import dev.shardwright.simulator.unit.BytesPerSecond;
import dev.shardwright.simulator.unit.Seconds;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.ArrayRealVector;
import org.hipparchus.linear.QRDecomposition;

/**
 * Tells apart what collectors time together for 8- and 4-bit products: the product, the cast of its activations and the
 * gaps between the kernels. The product alone takes a fixed share r of the 16-bit product of the same shape, so
 *
 * <pre>    t(m, n, k) = r t16(m, n, k) + bytes m k / bandwidth + gap</pre>
 *
 * <p>by least squares of relative errors, with Huber's weights.
 */
final class CastFit {
    /** Shapes whose product, and not its launch, takes the time. */
    private static final long LEAST_EXTENT = 1024;

    /** Fewer common shapes do not tell three unknowns apart. */
    private static final int LEAST_SHAPES = 30;

    private static final int REWEIGHTINGS = 8;
    private static final double HUBER = 2;
    private static final double SINGULAR = 1e-12;

    /** No product takes less of the shortest time than the rest. */
    private static final double MOST_GAP = 0.7;

    private final Map<Gemm.Shape, Seconds> wide;
    private final BytesPerSecond bandwidth;

    /** @param wide times of 16-bit products of the same device */
    CastFit(Map<Gemm.Shape, Seconds> wide, BytesPerSecond bandwidth) {
        this.wide = wide;
        this.bandwidth = bandwidth;
    }

    KernelCurve.Cast cast(List<KernelTiming.Product> timings) {
        List<KernelTiming.Product> common =
                timings.stream().filter(timing -> usable(timing.shape())).toList();
        if (common.size() < LEAST_SHAPES) {
            return KernelCurve.Cast.NONE;
        }
        double[] solved = solve(common);
        double shortest = timings.stream()
                .mapToDouble(timing -> timing.time().value())
                .min()
                .orElse(0);
        return new KernelCurve.Cast(
                Math.max(0, solved[1]), new Seconds(Math.max(0, Math.min(solved[2], MOST_GAP * shortest))));
    }

    private boolean usable(Gemm.Shape shape) {
        return Math.min(shape.m(), Math.min(shape.n(), shape.k())) >= LEAST_EXTENT && wide.containsKey(shape);
    }

    /** r, bytes and gap. */
    private double[] solve(List<KernelTiming.Product> timings) {
        double[][] relative = timings.stream().map(this::relative).toArray(double[][]::new);
        double[] weights = new double[relative.length];
        Arrays.fill(weights, 1);
        double[] solved = {};
        for (int i = 0; i < REWEIGHTINGS; i++) {
            solved = leastSquares(relative, weights);
            reweight(relative, solved, weights);
        }
        return solved;
    }

    /** The three terms as shares of the measured time, which they sum up to. */
    private double[] relative(KernelTiming.Product timing) {
        Gemm.Shape shape = timing.shape();
        double time = timing.time().value();
        return new double[] {
            wide.get(shape).value() / time, (double) shape.m() * shape.k() / bandwidth.value() / time, 1 / time
        };
    }

    private static double[] leastSquares(double[][] terms, double[] weights) {
        double[][] rows = new double[terms.length][];
        for (int i = 0; i < rows.length; i++) {
            double weight = weights[i];
            rows[i] = Arrays.stream(terms[i]).map(term -> term * weight).toArray();
        }
        return new QRDecomposition(new Array2DRowRealMatrix(rows, false), SINGULAR)
                .getSolver()
                .solve(new ArrayRealVector(weights, true))
                .toArray();
    }

    private static void reweight(double[][] terms, double[] solved, double[] weights) {
        double[] errors = new double[terms.length];
        for (int i = 0; i < errors.length; i++) {
            double sum = 0;
            for (int j = 0; j < solved.length; j++) {
                sum += terms[i][j] * solved[j];
            }
            errors[i] = Math.abs(sum - 1);
        }
        double[] sorted = errors.clone();
        Arrays.sort(sorted);
        double bound = HUBER * sorted[sorted.length / 2];
        for (int i = 0; i < errors.length; i++) {
            weights[i] = Math.sqrt(Math.min(1, bound / Math.max(errors[i], 1e-12)));
        }
    }
}
