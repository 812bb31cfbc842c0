package dev.shardwright.gui.profiles;

import dev.shardwright.simulator.catalog.KernelCurve;
import dev.shardwright.simulator.cost.MeasuredGemm;
import dev.shardwright.simulator.hardware.Accelerator;
import dev.shardwright.simulator.hardware.NumberFormat;
import dev.shardwright.simulator.hardware.Surface;
import dev.shardwright.simulator.operator.AttentionCore;
import dev.shardwright.simulator.operator.Gemm;
import dev.shardwright.simulator.operator.Operator;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

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
        return device.datasheet().filter(sheet -> sheet.supports(format())).isPresent() ? Scale.FLOPS : Scale.SHARE;
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

    /** What the datasheet allows at a shape: the roofline, the memory's bandwidth, or the link's rate. */
    Optional<Double> ceiling(double... point) {
        if (curve instanceof KernelCurve.Exchange) {
            return device.profile().link().map(rate -> rate.value());
        } else if (curve instanceof KernelCurve.Streaming) {
            return device.datasheet().map(sheet -> sheet.memory().bandwidth().value());
        }
        return device.datasheet()
                .filter(sheet -> sheet.supports(format()))
                .map(sheet -> work(point).flops().value() / atRoof(sheet, work(point)));
    }

    private double atRoof(Accelerator sheet, Operator work) {
        return new MeasuredGemm.Roof(
                        sheet.peak(format()).value(), sheet.memory().bandwidth().value())
                .seconds(work.flops().value(), work.bytes().value());
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

    /** The speed of a sample of this curve's operator. */
    private Optional<Double> speed(KernelSample sample, Scale scale, double... point) {
        if (curve instanceof KernelCurve.Exchange exchange) {
            double wire = exchange.collective().wireFactor((int) Math.round(point[0])) * point[1];
            return Optional.of(wire / sample.seconds());
        } else if (curve instanceof KernelCurve.Streaming) {
            return Optional.of(point[0] / sample.seconds());
        }
        double reached = work(point).flops().value() / sample.seconds();
        return scale == Scale.FLOPS ? Optional.of(reached) : ceiling(point).map(roof -> reached / roof);
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
        List<Point> points = new ArrayList<>();
        for (KernelSample sample : device.samples()) {
            if (sample.operator().equals(fileOperator()) && sample.variant().equals(variant()) && on(sample, fixed)) {
                double x = sample.extents().get(along());
                speed(sample, scale, at(x, fixed)).ifPresent(found -> points.add(new Point(x, found)));
            }
        }
        return points;
    }

    private boolean on(KernelSample sample, double... fixed) {
        for (int i = 0; i < fixed.length; i++) {
            if (i != along() && sample.extents().get(i) != fixed[i]) {
                return false;
            }
        }
        return true;
    }

    private String fileOperator() {
        if (curve instanceof KernelCurve.Gemm) {
            return "gemm";
        } else if (curve instanceof KernelCurve.Attention) {
            return "attention";
        }
        return curve instanceof KernelCurve.Exchange exchange ? word(exchange.collective()) : "streaming";
    }

    private String variant() {
        if (curve instanceof KernelCurve.Gemm gemm) {
            return word(gemm.format());
        } else if (curve instanceof KernelCurve.Attention attention) {
            return word(attention.pass()) + " " + word(attention.format()) + " "
                    + attention.curve().width();
        }
        return curve instanceof KernelCurve.Streaming streaming ? streaming.kind() : "";
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
