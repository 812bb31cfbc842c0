package dev.shardwright.profiler.fit;

import java.util.ArrayList;
import java.util.List;

/**
 * The penalty on a surface's curvature: the squared second difference at each inner node of each axis, by the logarithms of
 * the nodes, so that any power law is free. A much smaller penalty on the level holds surfaces that few points determine.
 */
final class Smoothness {
    private static final double LEVEL = 3e-4;

    /** a, b and c times the values at three neighbouring nodes. */
    private record Bend(int before, int here, int after, double a, double b, double c) {}

    private final List<Bend> bends = new ArrayList<>();
    private final int nodes;

    Smoothness(List<FitAxis> axes) {
        this.nodes = axes.stream().mapToInt(FitAxis::size).reduce(1, (a, b) -> a * b);
        int stride = nodes;
        for (FitAxis axis : axes) {
            int block = stride;
            stride /= axis.size();
            addBends(axis, block, stride);
        }
    }

    private void addBends(FitAxis axis, int block, int stride) {
        for (int start = 0; start < nodes; start += block) {
            for (int i = 1; i + 1 < axis.size(); i++) {
                for (int offset = 0; offset < stride; offset++) {
                    bends.add(bend(axis, i, start + i * stride + offset, stride));
                }
            }
        }
    }

    private static Bend bend(FitAxis axis, int i, int here, int stride) {
        double before = octaves(axis.node(i - 1), axis.node(i));
        double after = octaves(axis.node(i), axis.node(i + 1));
        double scale = axis.stiffness() * Math.pow((before + after) / 2, 1.5);
        return new Bend(
                here - stride,
                here,
                here + stride,
                scale * 2 / (before * (before + after)),
                -scale * 2 / (before * after),
                scale * 2 / (after * (before + after)));
    }

    private static double octaves(double from, double to) {
        return Math.log(to / from) / Math.log(2);
    }

    /** Adds the penalty's gradient at these unknowns, the nodes first. */
    void addTo(double[] sum, double[] unknowns) {
        for (Bend bend : bends) {
            double value =
                    bend.a * unknowns[bend.before] + bend.b * unknowns[bend.here] + bend.c * unknowns[bend.after];
            sum[bend.before] += bend.a * value;
            sum[bend.here] += bend.b * value;
            sum[bend.after] += bend.c * value;
        }
        for (int i = 0; i < unknowns.length; i++) {
            sum[i] += LEVEL * LEVEL * unknowns[i];
        }
    }

    void addDiagonal(double[] diagonal) {
        for (Bend bend : bends) {
            diagonal[bend.before] += bend.a * bend.a;
            diagonal[bend.here] += bend.b * bend.b;
            diagonal[bend.after] += bend.c * bend.c;
        }
        for (int i = 0; i < diagonal.length; i++) {
            diagonal[i] += LEVEL * LEVEL;
        }
    }
}
