package dev.shardwright.profiler.view;

import dev.shardwright.simulator.catalog.KernelCurve;
import dev.shardwright.simulator.hardware.Surface;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/** Two devices by the curves that both have: speeds at the same shapes, for each class of operators. */
public record Comparison(DeviceView first, DeviceView second, List<Operators> classes) {
    private static final double[] ROWS = {256, 512, 1024, 2048, 4096, 8192, 16384, 32768};
    private static final double[] WIDTHS = {1024, 2048, 4096, 8192, 16384};
    private static final double[] LENGTHS = {512, 1024, 2048, 4096, 8192, 16384, 32768};
    private static final double[] HEADS = {16, 64, 256};
    private static final double[] BYTES = {1 << 16, 1 << 18, 1 << 20, 1 << 22, 1 << 24, 1 << 26, 1 << 28, 1 << 30};
    private static final double TERA = 1e12;
    private static final double GIGA = 1e9;

    /** Shapes of one class of operators, a line for each second extent; speeds in the unit. */
    public record Operators(String name, String extent, String unit, List<Line> lines) {
        public Operators {
            lines = List.copyOf(lines);
        }
    }

    /** Shapes that differ in one extent. */
    public record Line(String name, List<Pair> pairs) {
        public Line {
            pairs = List.copyOf(pairs);
        }
    }

    /** The speeds of both devices at one extent. */
    public record Pair(double extent, double first, double second) {
        /** How often the second device does what the first does once. */
        public double ratio() {
            return second / first;
        }
    }

    public Comparison {
        classes = List.copyOf(classes);
    }

    /** Compares the first curve of each class. */
    public static Comparison of(DeviceView first, DeviceView second) {
        Map<String, Operators> classes = new LinkedHashMap<>();
        for (KernelCurve curve : first.curves()) {
            String name = CurveFigures.name(curve);
            Optional<KernelCurve> other = second.curves().stream()
                    .filter(one -> CurveFigures.name(one).equals(name))
                    .findFirst();
            if (other.isPresent() && !classes.containsKey(name)) {
                classes.put(name, operators(name, new Side(first, curve), new Side(second, other.get())));
            }
        }
        return new Comparison(first, second, List.copyOf(classes.values()));
    }

    private record Side(DeviceView view, KernelCurve curve) {
        Surface.Axis axis(int i) {
            return curve.surface().axes().get(i);
        }

        double product(double m, double n) {
            return view.flopsPerSecond((KernelCurve.Gemm) curve, m, n, n) / TERA;
        }

        /** At lengths where attention is bound by FLOPs the share is one of the peak. */
        double attention(double length, double heads) {
            KernelCurve.Attention attention = (KernelCurve.Attention) curve;
            double group = axis(2).nodes().get(0);
            return curve.surface().at(heads, length, group)
                    * view.device().peak(attention.format()).value()
                    / TERA;
        }
    }

    private static Operators operators(String name, Side a, Side b) {
        if (a.curve instanceof KernelCurve.Gemm) {
            return new Operators(name, "rows m", "TFLOP/s", products(a, b));
        }
        if (a.curve instanceof KernelCurve.Attention) {
            return new Operators(name, "sequence length", "TFLOP/s", attention(a, b));
        }
        return a.curve instanceof KernelCurve.Exchange
                ? new Operators(name, "whole buffer (bytes)", "GB/s", exchanges(a, b))
                : new Operators(name, "bytes moved", "GB/s", streams(a, b));
    }

    private static List<Line> products(Side a, Side b) {
        Speed speed = (m, n) -> side -> side.product(m, n);
        return lines("n = k = ", both(WIDTHS, a, b, 1), both(ROWS, a, b, 0), speed, a, b);
    }

    private static List<Line> attention(Side a, Side b) {
        Speed speed = (length, heads) -> side -> side.attention(length, heads);
        return lines("heads ", both(HEADS, a, b, 0), both(LENGTHS, a, b, 1), speed, a, b);
    }

    private static List<Line> exchanges(Side a, Side b) {
        List<Double> ranks = new ArrayList<>(a.axis(0).nodes());
        ranks.retainAll(b.axis(0).nodes());
        Speed speed = (bytes, count) -> side -> side.curve.surface().at(count, bytes) / GIGA;
        return lines("ranks ", ranks, both(BYTES, a, b, 1), speed, a, b);
    }

    private static List<Line> streams(Side a, Side b) {
        Speed speed = (bytes, one) -> side -> side.curve.surface().at(bytes) / GIGA;
        return lines("", List.of(1.0), both(BYTES, a, b, 0), speed, a, b);
    }

    /** The values that both curves reach over. */
    private static List<Double> both(double[] values, Side a, Side b, int axis) {
        List<Double> shared = new ArrayList<>(Steps.within(a.axis(axis), values));
        shared.retainAll(Steps.within(b.axis(axis), values));
        return shared;
    }

    /** A speed at two extents. */
    private interface Speed {
        ToDoubleFunction<Side> at(double x, double line);
    }

    private static List<Line> lines(
            String prefix, List<Double> names, List<Double> extents, Speed speed, Side a, Side b) {
        List<Line> lines = new ArrayList<>();
        for (double name : names) {
            List<Pair> pairs = extents.stream()
                    .map(x -> new Pair(
                            x,
                            speed.at(x, name).applyAsDouble(a),
                            speed.at(x, name).applyAsDouble(b)))
                    .toList();
            lines.add(new Line(prefix.isEmpty() ? "" : prefix + ShapeTable.whole(name), pairs));
        }
        return lines;
    }
}
