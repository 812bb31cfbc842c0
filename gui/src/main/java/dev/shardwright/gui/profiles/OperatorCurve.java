package dev.shardwright.gui.profiles;

import dev.shardwright.simulator.catalog.KernelCurve;
import dev.shardwright.simulator.cost.MeasuredGemm;
import dev.shardwright.simulator.hardware.NumberFormat;
import dev.shardwright.simulator.hardware.Surface;
import dev.shardwright.simulator.operator.AttentionCore;
import dev.shardwright.simulator.operator.Gemm;
import dev.shardwright.simulator.operator.Operator;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * One curve of a device as a speed over one extent, the others fixed: FLOP/s of products and attention, bytes per second of
 * all else. FLOPs, bytes and times are those of the simulator's operators.
 */
record OperatorCurve(DeviceCurves device, KernelCurve curve) {
    private static final int PER_OCTAVE = 8;

    /** Places of an attention curve's axes. */
    private static final int HEADS = 0;

    private static final int LENGTH = 1;
    private static final int GROUP = 2;

    Surface.Axis axis(int place) {
        return curve.surface().axes().get(place);
    }

    /**
     * The values that an axis may be fixed at.
     *
     * @param nodes those of the fit
     * @param measured those of the file's samples
     */
    record Extent(String name, List<Double> nodes, List<Double> measured) {
        List<Double> all() {
            return Stream.concat(nodes.stream(), measured.stream())
                    .distinct()
                    .sorted()
                    .toList();
        }

        List<Double> preferred() {
            return measured.isEmpty() ? nodes : measured;
        }
    }

    Extent extent(int place) {
        List<Double> measured = places().map(sample -> sample.extents().get(place))
                .distinct()
                .sorted()
                .toList();
        return new Extent(axis(place).name(), axis(place).nodes(), measured);
    }

    private Stream<SamplePlace> places() {
        return device.samples().stream().flatMap(sample -> SamplePlace.of(sample.timing(), curve).stream());
    }

    int axes() {
        return curve.surface().axes().size();
    }

    /** The axis that is drawn: rows of a product, the length of sequences, bytes. */
    int along() {
        boolean first = curve instanceof KernelCurve.Gemm || curve instanceof KernelCurve.Streaming;
        return first ? 0 : 1;
    }

    private boolean arithmetic() {
        return curve instanceof KernelCurve.Gemm || curve instanceof KernelCurve.Attention;
    }

    /** What the curve can be drawn in. */
    Scale scale() {
        if (!arithmetic()) {
            return Scale.BYTES;
        }
        return roof().isPresent() ? Scale.FLOPS : Scale.SHARE;
    }

    /** Speed by the curve. */
    Optional<Double> speed(Scale scale, double... point) {
        return switch (scale) {
            case SHARE -> Optional.of(share(point));
            case BYTES -> Optional.of(at(point));
            case FLOPS -> ceiling(point).map(roof -> roof * share(point));
        };
    }

    private Optional<Double> allowed(Scale scale, double... point) {
        return scale == Scale.SHARE ? Optional.of(1.0) : ceiling(point);
    }

    /** The share of the roof, above 1 where operands come from a cache; of rates the rate over the ceiling. */
    double share(double... point) {
        if (curve instanceof KernelCurve.Gemm gemm && device.datasheet().isPresent()) {
            return gemm.curve()
                    .fraction(
                            point[0],
                            point[1],
                            point[2],
                            device.datasheet().get().multiprocessors());
        }
        return arithmetic() ? at(point) : at(point) / ceiling(point).orElse(Double.NaN);
    }

    private double at(double... point) {
        return switch (point.length) {
            case 1 -> curve.surface().at(point[0]);
            case 2 -> curve.surface().at(point[0], point[1]);
            default -> curve.surface().at(point[0], point[1], point[2]);
        };
    }

    /** What the datasheet, or else the file's own run, allows at a shape: the roofline, the memory's or the link's rate. */
    Optional<Double> ceiling(double... point) {
        if (curve instanceof KernelCurve.Exchange) {
            return device.profile().link().map(rate -> rate.value());
        } else if (curve instanceof KernelCurve.Streaming) {
            return device.datasheet()
                    .map(sheet -> sheet.memory().bandwidth().value())
                    .or(() -> device.measuredRoof().map(roof -> roof.memory().value()));
        }
        double flops = work(point).flops().value();
        return roof().map(
                        roof -> flops / roof.seconds(flops, work(point).bytes().value()));
    }

    private Optional<MeasuredGemm.Roof> roof() {
        return device.datasheet()
                .filter(sheet -> sheet.supports(format()))
                .map(sheet -> new MeasuredGemm.Roof(
                        sheet.peak(format()).value(), sheet.memory().bandwidth().value()))
                .or(() -> device.measuredRoof()
                        .filter(roof -> roof.compute().containsKey(format()))
                        .map(roof -> new MeasuredGemm.Roof(
                                roof.compute().get(format()).value(),
                                roof.memory().value())));
    }

    private NumberFormat format() {
        return curve instanceof KernelCurve.Gemm gemm ? gemm.format() : ((KernelCurve.Attention) curve).format();
    }

    /** The operator of a shape. */
    private Operator work(double... point) {
        if (curve instanceof KernelCurve.Gemm gemm) {
            Gemm.Shape shape = new Gemm.Shape(Math.round(point[0]), Math.round(point[1]), Math.round(point[2]), 1);
            return new Gemm("product", shape, Gemm.Role.WEIGHT, gemm.format());
        }
        KernelCurve.Attention attention = (KernelCurve.Attention) curve;
        int width = attention.curve().width();
        long heads = Math.max(1, Math.round(point[HEADS]));
        long shared = Math.max(1, Math.round(point[HEADS] / point[GROUP]));
        long length = Math.round(point[LENGTH]);
        return new AttentionCore(
                "attention",
                new AttentionCore.Extent(heads, shared, length, (length + 1) / 2.0, width, width),
                attention.pass() == KernelCurve.Pass.FORWARD ? AttentionCore.Pass.FORWARD : AttentionCore.Pass.BACKWARD,
                attention.format());
    }

    /** A value of the drawn extent and the speed there. */
    record Point(double x, double speed) {}

    /** The curve as drawn, between its outermost nodes; {@code fixed} holds a value for every axis. */
    List<Point> line(Scale scale, double... fixed) {
        return along(point -> speed(scale, point), fixed);
    }

    /** What the datasheet allows, along the same extents. */
    List<Point> roof(Scale scale, double... fixed) {
        return along(point -> allowed(scale, point), fixed);
    }

    private interface Speed {
        Optional<Double> at(double... point);
    }

    private List<Point> along(Speed speed, double... fixed) {
        List<Double> nodes = axis(along()).nodes();
        double octaves = Math.log(nodes.get(nodes.size() - 1) / nodes.get(0)) / Math.log(2);
        int steps = Math.max(1, (int) Math.round(octaves * PER_OCTAVE));
        List<Point> points = new ArrayList<>();
        for (int i = 0; i <= steps; i++) {
            double x = nodes.get(0) * Math.pow(2, octaves * i / steps);
            speed.at(at(x, fixed)).ifPresent(found -> points.add(new Point(x, found)));
        }
        return points;
    }

    /** The fixed values with the drawn extent in its place. */
    double[] at(double x, double... fixed) {
        double[] point = fixed.clone();
        point[along()] = x;
        return point;
    }

    /** Speeds at the nodes of the fit. */
    List<Point> nodes(Scale scale, double... fixed) {
        List<Point> points = new ArrayList<>();
        for (double node : axis(along()).nodes()) {
            speed(scale, at(node, fixed)).ifPresent(found -> points.add(new Point(node, found)));
        }
        return points;
    }

    /** The samples of the file whose other extents are the fixed ones. */
    List<Point> samples(Scale scale, double... fixed) {
        return places().filter(place -> place.differsOnly(along(), fixed))
                .flatMap(place ->
                        speed(place, scale)
                                .map(found -> new Point(place.extents().get(along()), found))
                                .stream())
                .toList();
    }

    private Optional<Double> speed(SamplePlace place, Scale scale) {
        boolean asShare = arithmetic() && scale == Scale.SHARE;
        double[] point =
                place.extents().stream().mapToDouble(Double::doubleValue).toArray();
        return asShare ? ceiling(point).map(roof -> place.speed() / roof) : Optional.of(place.speed());
    }
}
