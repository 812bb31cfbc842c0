package dev.shardwright.profiler.predict;

import dev.shardwright.simulator.catalog.KernelCurve;
import dev.shardwright.simulator.catalog.KernelCurve.Kernel;
import dev.shardwright.simulator.cost.MeasuredAttention;
import dev.shardwright.simulator.cost.MeasuredGemm;
import dev.shardwright.simulator.hardware.Accelerator;
import dev.shardwright.simulator.hardware.AttentionCurve;
import dev.shardwright.simulator.hardware.KernelCurves;
import dev.shardwright.simulator.operator.AttentionCore;
import dev.shardwright.simulator.timing.KernelTiming;
import dev.shardwright.simulator.unit.Seconds;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Times of single kernels on one device from its measured curves, under the conditions that they were measured in. Of
 * several curves for an operator the one counts whose kernel, data type and library are closest to what is asked for.
 */
public record KernelTimes(Accelerator device, List<KernelCurve> curves) {
    public KernelTimes {
        curves = List.copyOf(curves);
    }

    /** The time of the kernel and shape of a timing; empty where the device has no curve of such an operator. */
    public Optional<Seconds> of(KernelTiming timing) {
        if (timing instanceof KernelTiming.Product product) {
            return closest(KernelCurve.Gemm.class, product.kernel(), curve -> curve.format() == product.format())
                    .map(curve -> seconds(curve, product));
        }
        if (timing instanceof KernelTiming.Attention attention) {
            return attention(attention);
        }
        if (timing instanceof KernelTiming.Exchange exchange) {
            return closest(
                            KernelCurve.Exchange.class,
                            exchange.kernel(),
                            curve -> curve.collective() == exchange.collective())
                    .map(curve -> new Seconds(curve.curve()
                            .seconds(exchange.collective(), exchange.buffer().value(), exchange.ranks())));
        }
        KernelTiming.Stream stream = (KernelTiming.Stream) timing;
        return closest(
                        KernelCurve.Streaming.class,
                        stream.kernel(),
                        curve -> curve.kind().equals(stream.kind()))
                .map(curve -> new Seconds(stream.bytes().value()
                        / curve.surface().at(stream.bytes().value())));
    }

    private Seconds seconds(KernelCurve.Gemm curve, KernelTiming.Product product) {
        MeasuredGemm.Roof roof = new MeasuredGemm.Roof(
                device.peak(product.format()).value(),
                device.memory().bandwidth().value());
        double alone = new MeasuredGemm(curve.curve(), roof, device.multiprocessors(), MeasuredGemm.Pace.MEASURED)
                .seconds(product.gemm());
        Seconds cast = curve.cast()
                .time(product.shape().m(), product.shape().k(), device.memory().bandwidth());
        return new Seconds(alone + cast.value());
    }

    private Optional<Seconds> attention(KernelTiming.Attention timing) {
        AttentionCore core = timing.core();
        KernelCurve.Pass pass =
                core.pass() == AttentionCore.Pass.FORWARD ? KernelCurve.Pass.FORWARD : KernelCurve.Pass.BACKWARD;
        Predicate<KernelCurve.Attention> usable = curve -> curve.format() == core.format() && curve.pass() == pass;
        return closest(KernelCurve.Attention.class, timing.kernel(), usable)
                .map(nearest -> seconds(
                        curves(KernelCurve.Attention.class, usable)
                                .filter(curve -> curve.kernel().equals(nearest.kernel()))
                                .map(KernelCurve.Attention::curve)
                                .toList(),
                        core));
    }

    private Seconds seconds(List<AttentionCurve> widths, AttentionCore core) {
        Accelerator alone = device.withCurves(new KernelCurves(
                1, Map.of(), new KernelCurves.Attention(widths, widths), Map.of(), KernelCurves.Collectives.NONE));
        return new Seconds(new MeasuredAttention(alone, 1).seconds(core));
    }

    private <T extends KernelCurve> Stream<T> curves(Class<T> kind, Predicate<T> usable) {
        return curves.stream().filter(kind::isInstance).map(kind::cast).filter(usable);
    }

    private <T extends KernelCurve> Optional<T> closest(Class<T> kind, Kernel asked, Predicate<T> usable) {
        return curves(kind, usable).min(distance(asked));
    }

    /** By name of the kernel, data type, library and the library's version; equally close curves in the file's order. */
    private static Comparator<KernelCurve> distance(Kernel asked) {
        return different(asked.name(), Kernel::name)
                .thenComparing(different(asked.dataType(), Kernel::dataType))
                .thenComparing(different(product(asked), KernelTimes::product))
                .thenComparing(different(asked.library(), Kernel::library));
    }

    private static Comparator<KernelCurve> different(String asked, Function<Kernel, String> part) {
        return Comparator.comparing(curve -> !part.apply(curve.kernel()).equals(asked));
    }

    private static String product(Kernel kernel) {
        return kernel.library().split(" ", 2)[0];
    }
}
