package dev.shardwright.profiler.fit;

import dev.shardwright.profiler.fit.SurfaceFit.Point;
import dev.shardwright.profiler.fit.SurfaceFit.Solution;
import dev.shardwright.simulator.catalog.KernelCurve.Quality;
import dev.shardwright.simulator.hardware.Surface;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/** A surface with the exponents of further terms, none below zero, and how well it follows its points. */
record FittedSurface(Surface surface, double[] exponents, Quality quality) {
    /** Every shape is predicted once by a fit to the shapes of the other folds. */
    private static final int FOLDS = 5;

    private static final long SEED = 20_260_801;
    private static final int LEAST_SHAPES = 10;

    static FittedSurface of(List<FitAxis> axes, List<Point> points) {
        Solution solution = nonNegative(axes, points);
        Surface surface = solution.surface(axes);
        Quality quality = new Quality(
                points.size(),
                Quality.Deviation.of(errors(surface, solution.exponents(), points)),
                Quality.Deviation.of(leftOut(axes, points)));
        return new FittedSurface(surface, solution.exponents(), quality);
    }

    /** Terms whose exponent comes out below zero are left out, the worst first. */
    private static Solution nonNegative(List<FitAxis> axes, List<Point> points) {
        int terms = points.get(0).terms().length;
        List<Integer> kept = new ArrayList<>(IntStream.range(0, terms).boxed().toList());
        while (true) {
            Solution solution = SurfaceFit.fit(axes, with(points, kept));
            int worst = IntStream.range(0, kept.size())
                    .reduce((a, b) -> solution.exponents()[a] <= solution.exponents()[b] ? a : b)
                    .orElse(-1);
            if (worst < 0 || solution.exponents()[worst] >= 0) {
                double[] exponents = new double[terms];
                IntStream.range(0, kept.size()).forEach(i -> exponents[kept.get(i)] = solution.exponents()[i]);
                return new Solution(solution.logs(), exponents);
            }
            kept.remove(worst);
        }
    }

    private static List<Point> with(List<Point> points, List<Integer> terms) {
        return points.stream()
                .map(point -> new Point(
                        point.at(),
                        terms.stream().mapToDouble(i -> point.terms()[i]).toArray(),
                        point.log(),
                        point.share()))
                .toList();
    }

    private static double[] leftOut(List<FitAxis> axes, List<Point> points) {
        if (points.stream().map(point -> Arrays.hashCode(point.at())).distinct().count() < LEAST_SHAPES) {
            return new double[] {Double.NaN};
        }
        int[] folds = SurfaceFit.folds(points, FOLDS, SEED);
        return IntStream.range(0, FOLDS)
                .parallel()
                .mapToObj(fold -> {
                    Solution others = nonNegative(axes, choose(points, i -> folds[i] != fold));
                    return errors(others.surface(axes), others.exponents(), choose(points, i -> folds[i] == fold));
                })
                .flatMapToDouble(Arrays::stream)
                .toArray();
    }

    private static List<Point> choose(List<Point> points, IntPredicate chosen) {
        return IntStream.range(0, points.size())
                .filter(chosen)
                .mapToObj(points::get)
                .toList();
    }

    /** Relative errors of times: the time is inverse to the figure. */
    private static double[] errors(Surface surface, double[] exponents, List<Point> points) {
        return points.stream()
                .mapToDouble(point -> {
                    double log = Math.log(at(surface, point.at()));
                    for (int i = 0; i < exponents.length; i++) {
                        log += exponents[i] * point.terms()[i];
                    }
                    return point.share() * Math.abs(Math.expm1(point.log() - log));
                })
                .toArray();
    }

    private static double at(Surface surface, double[] at) {
        return surface.at(at[0], at.length > 1 ? at[1] : 1, at.length > 2 ? at[2] : 1);
    }
}
