package dev.shardwright.profiler.fit;

import dev.shardwright.simulator.hardware.Surface;
import java.util.Arrays;
import java.util.List;

/**
 * The linear map from unknowns (logarithms at the nodes of a grid, then exponents of further terms) to logarithms at
 * points: weights of the corners of each point's cell, as {@link Surface} interpolates.
 */
final class GridTerms {
    private static final double RIDGE = 1e-6;

    private final int nodes;
    private final int extras;
    private final int corners;
    private final int[] columns;
    private final double[] shares;
    private final double[][] terms;

    GridTerms(List<FitAxis> axes, List<SurfaceFit.Point> points) {
        this.nodes = axes.stream().mapToInt(FitAxis::size).reduce(1, (a, b) -> a * b);
        this.extras = points.get(0).terms().length;
        this.corners = 1 << axes.size();
        this.columns = new int[points.size() * corners];
        this.shares = new double[points.size() * corners];
        this.terms = points.stream().map(SurfaceFit.Point::terms).toArray(double[][]::new);
        for (int i = 0; i < points.size(); i++) {
            place(axes, points.get(i).at(), i * corners);
        }
    }

    private void place(List<FitAxis> axes, double[] at, int first) {
        shares[first] = 1;
        int filled = 1;
        for (int a = 0; a < axes.size(); a++) {
            FitAxis axis = axes.get(a);
            double log = Math.log(at[a]);
            int below = axis.axis().cell(log);
            double share = axis.axis().share(below, log);
            for (int c = 0; c < filled; c++) {
                int low = first + c;
                int high = first + filled + c;
                columns[high] = columns[low] * axis.size() + Math.min(below + 1, axis.size() - 1);
                columns[low] = columns[low] * axis.size() + below;
                shares[high] = shares[low] * share;
                shares[low] *= 1 - share;
            }
            filled *= 2;
        }
    }

    int nodes() {
        return nodes;
    }

    int unknowns() {
        return nodes + extras;
    }

    /** Logarithms at the points. */
    double[] applied(double[] unknowns) {
        double[] values = new double[terms.length];
        for (int i = 0; i < values.length; i++) {
            double sum = 0;
            for (int c = i * corners; c < (i + 1) * corners; c++) {
                sum += shares[c] * unknowns[columns[c]];
            }
            for (int e = 0; e < extras; e++) {
                sum += terms[i][e] * unknowns[nodes + e];
            }
            values[i] = sum;
        }
        return values;
    }

    /** The transposed map. */
    double[] transposed(double[] values) {
        double[] sums = new double[unknowns()];
        for (int i = 0; i < values.length; i++) {
            for (int c = i * corners; c < (i + 1) * corners; c++) {
                sums[columns[c]] += shares[c] * values[i];
            }
            for (int e = 0; e < extras; e++) {
                sums[nodes + e] += terms[i][e] * values[i];
            }
        }
        return sums;
    }

    /** Diagonal of the map's square with these weights of points. */
    double[] diagonal(double[] weights) {
        double[] sums = new double[unknowns()];
        Arrays.fill(sums, RIDGE);
        for (int i = 0; i < weights.length; i++) {
            double weight = weights[i] * weights[i];
            for (int c = i * corners; c < (i + 1) * corners; c++) {
                sums[columns[c]] += shares[c] * shares[c] * weight;
            }
            for (int e = 0; e < extras; e++) {
                sums[nodes + e] += terms[i][e] * terms[i][e] * weight;
            }
        }
        return sums;
    }
}
