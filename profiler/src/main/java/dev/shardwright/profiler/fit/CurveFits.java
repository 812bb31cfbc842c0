package dev.shardwright.profiler.fit;

import dev.shardwright.profiler.fit.SurfaceFit.Point;
import dev.shardwright.simulator.catalog.KernelCurve;
import dev.shardwright.simulator.cost.MeasuredGemm;
import dev.shardwright.simulator.hardware.Accelerator;
import dev.shardwright.simulator.hardware.AttentionCurve;
import dev.shardwright.simulator.hardware.CollectiveCurve;
import dev.shardwright.simulator.hardware.GemmCurve;
import dev.shardwright.simulator.hardware.NumberFormat;
import dev.shardwright.simulator.operator.AttentionCore;
import dev.shardwright.simulator.operator.Gemm;
import dev.shardwright.simulator.operator.Operator;
import dev.shardwright.simulator.timing.KernelTiming;
import dev.shardwright.simulator.unit.BytesPerSecond;
import dev.shardwright.simulator.unit.Seconds;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Fits the curves of kernel profiles to timings of one device; docs/profile-file.md. */
public final class CurveFits {
    private static final double[] NO_TERMS = {};

    /** Leave-shape-out errors of kernel timings hardly tell 0.05 from 0.3; the stiffer one follows noise less. */
    private static final double STIFFNESS = 0.3;

    /** Collectives change protocol and algorithm within an octave or two; few points stand on each node. */
    private static final double COLLECTIVE_STIFFNESS = 0.1;

    /** Output tiles of vendor libraries; a tile that a library does not use gets the exponent 0. */
    private static final List<GemmCurve.Wave> TILES = List.of(
            new GemmCurve.Wave(64, 64, 0),
            new GemmCurve.Wave(128, 64, 0),
            new GemmCurve.Wave(128, 128, 0),
            new GemmCurve.Wave(128, 256, 0),
            new GemmCurve.Wave(256, 128, 0),
            new GemmCurve.Wave(256, 256, 0));

    /** Fewer points do not tell waves from shape. */
    private static final int LEAST_FOR_WAVES = 500;

    private static final double LEAST_EXPONENT = 0.005;

    /** Operands of fewer bytes are cast before the product. */
    private static final double WIDE_BYTES = 2;

    /** A roof that was reached in the same run is known in six digits. */
    private static final double ROUNDED = 1.001;

    /** What a product takes of a time at least, however long its cast seems. */
    private static final double LEAST_SHARE = 0.1;

    private final Accelerator device;

    /** @param device whose datasheet is the roof */
    public CurveFits(Accelerator device) {
        this.device = device;
    }

    /**
     * Whether a time is not below what the datasheet's arithmetic allows; one that is was not measured right. Kernels that
     * are timed one after another find small operands in the cache, so memory's rate may be exceeded.
     */
    public boolean possible(KernelTiming.Product timing) {
        return timing.gemm().flops().value()
                <= ROUNDED
                        * device.peak(timing.format()).value()
                        * timing.time().value();
    }

    /** As above. */
    public boolean possible(KernelTiming.Attention timing) {
        return fraction(timing) <= ROUNDED;
    }

    private double fraction(KernelTiming.Product timing) {
        return seconds(timing.gemm(), timing.format()) / timing.time().value();
    }

    private double fraction(KernelTiming.Attention timing) {
        return seconds(timing.core(), timing.core().format()) / timing.time().value();
    }

    /**
     * Products of one kernel in one format, whose times are possible.
     *
     * @param wide times of 16-bit products, to tell the cast of activations from a product of fewer bits
     */
    public KernelCurve gemm(List<KernelTiming.Product> timings, Map<Gemm.Shape, Seconds> wide) {
        KernelTiming.Product first = timings.get(0);
        BytesPerSecond bandwidth = device.memory().bandwidth();
        KernelCurve.Cast cast = first.format().bytesPerElement() < WIDE_BYTES
                ? new CastFit(wide, bandwidth).cast(timings)
                : KernelCurve.Cast.NONE;
        boolean waves = timings.size() >= LEAST_FOR_WAVES;
        List<Point> points = new ArrayList<>();
        for (KernelTiming.Product timing : timings) {
            Gemm.Shape s = timing.shape();
            double[] at = {s.m(), s.n(), s.k()};
            double share = Math.max(
                    LEAST_SHARE,
                    1
                            - cast.time(s.m(), s.k(), bandwidth).value()
                                    / timing.time().value());
            double log = Math.log(fraction(timing) / share);
            points.add(new Point(at, waves ? padding(s) : NO_TERMS, log, share));
        }
        List<FitAxis> axes = List.of(octaves("m", points, 0), octaves("n", points, 1), octaves("k", points, 2));
        FittedSurface fitted = FittedSurface.of(axes, points);
        return new KernelCurve.Gemm(
                first.kernel(),
                fitted.quality(),
                first.format(),
                new GemmCurve(fitted.surface(), waves(fitted.exponents())),
                cast);
    }

    private static FitAxis octaves(String name, List<Point> points, int axis) {
        return powers(name, 2, points, axis);
    }

    private static FitAxis powers(String name, double step, List<Point> points, int axis) {
        return new FitAxis(Nodes.powers(name, step, points.stream().mapToDouble(point -> point.at()[axis])), STIFFNESS);
    }

    private double[] padding(Gemm.Shape shape) {
        return TILES.stream()
                .mapToDouble(tile -> -tile.logPadding(shape.m(), shape.n(), device.multiprocessors()))
                .toArray();
    }

    private static List<GemmCurve.Wave> waves(double[] exponents) {
        List<GemmCurve.Wave> waves = new ArrayList<>();
        for (int i = 0; i < exponents.length; i++) {
            if (exponents[i] >= LEAST_EXPONENT) {
                waves.add(new GemmCurve.Wave(TILES.get(i).rows(), TILES.get(i).columns(), exponents[i]));
            }
        }
        return waves;
    }

    /** Attention of one kernel, format, pass and head width, whose times are possible. */
    public KernelCurve attention(List<KernelTiming.Attention> timings) {
        KernelTiming.Attention first = timings.get(0);
        AttentionCore core = first.core();
        List<Point> points = new ArrayList<>();
        for (KernelTiming.Attention timing : timings) {
            AttentionCore.Extent e = timing.core().extent();
            double[] at = {e.heads(), e.queries(), e.heads() / (double) e.keyValueHeads()};
            points.add(new Point(at, NO_TERMS, Math.log(fraction(timing))));
        }
        List<FitAxis> axes =
                List.of(powers("heads", 4, points, 0), octaves("length", points, 1), powers("group", 4, points, 2));
        FittedSurface fitted = FittedSurface.of(axes, points);
        KernelCurve.Pass pass =
                core.pass() == AttentionCore.Pass.FORWARD ? KernelCurve.Pass.FORWARD : KernelCurve.Pass.BACKWARD;
        return new KernelCurve.Attention(
                first.kernel(),
                fitted.quality(),
                core.format(),
                pass,
                new AttentionCurve(core.extent().queryKeyWidth(), fitted.surface()));
    }

    /** One collective. */
    public KernelCurve exchange(List<KernelTiming.Exchange> timings) {
        KernelTiming.Exchange first = timings.get(0);
        List<Point> points = timings.stream()
                .filter(timing -> timing.ranks() > 1)
                .map(timing -> new Point(
                        new double[] {timing.ranks(), timing.buffer().value()},
                        NO_TERMS,
                        Math.log(busBandwidth(timing))))
                .toList();
        List<FitAxis> axes = List.of(
                new FitAxis(Nodes.distinct("ranks", points.stream().mapToDouble(point -> point.at()[0])), 0),
                new FitAxis(octaves("bytes", points, 1).axis(), COLLECTIVE_STIFFNESS));
        FittedSurface fitted = FittedSurface.of(axes, points);
        return new KernelCurve.Exchange(
                first.kernel(), fitted.quality(), first.collective(), new CollectiveCurve(fitted.surface()));
    }

    private static double busBandwidth(KernelTiming.Exchange timing) {
        return timing.collective().wireFactor(timing.ranks())
                * timing.buffer().value()
                / timing.time().value();
    }

    /** Kernels of one kind that only move memory. */
    public KernelCurve streaming(List<KernelTiming.Stream> timings) {
        KernelTiming.Stream first = timings.get(0);
        List<Point> points = timings.stream()
                .map(timing -> new Point(
                        new double[] {timing.bytes().value()},
                        NO_TERMS,
                        Math.log(timing.bytes().value() / timing.time().value())))
                .toList();
        FittedSurface fitted = FittedSurface.of(List.of(octaves("bytes", points, 0)), points);
        return new KernelCurve.Streaming(first.kernel(), fitted.quality(), first.kind(), fitted.surface());
    }

    private double seconds(Operator operator, NumberFormat format) {
        return new MeasuredGemm.Roof(
                        device.peak(format).value(), device.memory().bandwidth().value())
                .seconds(operator.flops().value(), operator.bytes().value());
    }
}
