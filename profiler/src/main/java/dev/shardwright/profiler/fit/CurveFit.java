package dev.shardwright.profiler.fit;

import dev.shardwright.profiler.bench.Sample;
import dev.shardwright.profiler.fit.EfficiencyCurve.Quality;
import dev.shardwright.profiler.fit.EfficiencyCurve.Scope;
import dev.shardwright.profiler.kernel.Kernel;
import dev.shardwright.profiler.kernel.Operation;
import dev.shardwright.simulator.unit.Seconds;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * Fits an efficiency curve to medians. The curve's time is a line in the size, {@code time = slope * size + offset}, so
 * least squares of relative errors has a closed form; neither slope nor offset may be negative.
 */
public final class CurveFit {
    /** Leaving one shape out of fewer says nothing about the rest. */
    private static final int LEAST_SHAPES = 3;

    /** A kernel's time at the roof and its measured median. */
    private record Point(Operation shape, double size, double time) {}

    private record Line(double slope, double offset) {
        double at(double size) {
            return slope * size + offset;
        }

        double relativeError(Point point) {
            return at(point.size) / point.time - 1;
        }
    }

    private CurveFit() {}

    /** One curve for each class of kernels whose format the roof knows, in the order of the samples. */
    public static List<EfficiencyCurve> curves(List<Sample> samples, Roof roof) {
        Map<Scope, List<Point>> classes = new LinkedHashMap<>();
        for (Sample sample : samples) {
            Kernel kernel = sample.kernel();
            double time = sample.spread().median().value();
            roof.time(kernel)
                    .map(size -> new Point(kernel.operation(), size.value(), time))
                    .ifPresent(point -> classes.computeIfAbsent(scope(kernel), scope -> new ArrayList<>())
                            .add(point));
        }
        return classes.entrySet().stream()
                .map(entry -> curve(entry.getKey(), entry.getValue()))
                .toList();
    }

    /** The class of kernels that a kernel belongs to. */
    public static Scope scope(Kernel kernel) {
        return new Scope(kernel.family(), kernel.format(), kernel.pass());
    }

    private static EfficiencyCurve curve(Scope scope, List<Point> points) {
        Line line = line(points);
        double meanSquare = points.stream()
                .mapToDouble(line::relativeError)
                .map(error -> error * error)
                .average()
                .orElse(0);
        int shapes = (int) points.stream().map(Point::shape).distinct().count();
        Quality quality = new Quality(Math.sqrt(meanSquare), points.size(), shapes, leaveShapeOut(points, shapes));
        double ceiling = 1 / line.slope;
        return new EfficiencyCurve(scope, ceiling, new Seconds(line.offset * ceiling), quality);
    }

    private static OptionalDouble leaveShapeOut(List<Point> points, int shapes) {
        if (shapes < LEAST_SHAPES) {
            return OptionalDouble.empty();
        }
        return points.stream()
                .mapToDouble(
                        point -> Math.abs(line(without(points, point.shape)).relativeError(point)))
                .average();
    }

    private static List<Point> without(List<Point> points, Operation shape) {
        return points.stream().filter(point -> !point.shape.equals(shape)).toList();
    }

    /** Minimises the sum of ((slope * size + offset) / time - 1)^2. */
    private static Line line(List<Point> points) {
        double xx = 0;
        double xy = 0;
        double yy = 0;
        double x1 = 0;
        double y1 = 0;
        for (Point point : points) {
            double x = point.size / point.time;
            double y = 1 / point.time;
            xx += x * x;
            xy += x * y;
            yy += y * y;
            x1 += x;
            y1 += y;
        }
        double determinant = xx * yy - xy * xy;
        double slope = (x1 * yy - y1 * xy) / determinant;
        double offset = (y1 * xx - x1 * xy) / determinant;
        boolean usable = determinant > 1e-12 * xx * yy && slope > 0 && offset >= 0;
        return usable ? new Line(slope, offset) : new Line(x1 / xx, 0);
    }
}
