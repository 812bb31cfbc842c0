package dev.shardwright.profiler.view;

import dev.shardwright.simulator.catalog.KernelCurve;
import dev.shardwright.simulator.cost.MeasuredGemm;
import dev.shardwright.simulator.hardware.Accelerator;
import dev.shardwright.simulator.hardware.NumberFormat;
import dev.shardwright.simulator.timing.KernelTiming;
import dev.shardwright.simulator.timing.TimedKernel;
import dev.shardwright.simulator.unit.BytesPerSecond;
import java.util.List;
import java.util.Optional;

/**
 * A measured device, ready to be shown.
 *
 * @param name what it is called in tables and legends
 * @param conditions lines about how it was measured
 * @param device whose datasheet is the roof
 * @param link the rate in one direction of a device's links inside the node, where collectives were measured
 */
public record DeviceView(
        String name,
        List<String> conditions,
        Accelerator device,
        Optional<BytesPerSecond> link,
        List<KernelCurve> curves,
        List<TimedKernel> samples) {
    public DeviceView {
        conditions = List.copyOf(conditions);
        curves = List.copyOf(curves);
        samples = List.copyOf(samples);
    }

    /** The curves of one kind, the first of each class first; later ones are of other kernels. */
    public <T extends KernelCurve> List<T> curves(Class<T> kind) {
        return curves.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    <T extends KernelTiming> List<T> timings(Class<T> kind) {
        return samples.stream()
                .map(TimedKernel::timing)
                .filter(kind::isInstance)
                .map(kind::cast)
                .toList();
    }

    /** The curve of products in a format that counts: the first. */
    public Optional<KernelCurve.Gemm> gemm(NumberFormat format) {
        return curves(KernelCurve.Gemm.class).stream()
                .filter(curve -> curve.format() == format)
                .findFirst();
    }

    /** Datasheet FLOP/s of a format and bytes per second. */
    MeasuredGemm.Roof roof(NumberFormat format) {
        return new MeasuredGemm.Roof(
                device.peak(format).value(), device.memory().bandwidth().value());
    }

    /** Share of the roof that a product reaches by its curve. */
    double fraction(KernelCurve.Gemm curve, double m, double n, double k) {
        return curve.curve().fraction(m, n, k, device.multiprocessors());
    }

    /** FLOP/s that a product reaches by its curve. */
    public double flopsPerSecond(KernelCurve.Gemm curve, double m, double n, double k) {
        double bytes = (m * k + k * n) * curve.format().bytesPerElement() + 2 * m * n;
        double flops = 2 * m * n * k;
        return flops / roof(curve.format()).seconds(flops, bytes) * fraction(curve, m, n, k);
    }
}
