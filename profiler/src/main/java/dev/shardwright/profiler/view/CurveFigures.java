package dev.shardwright.profiler.view;

import dev.shardwright.simulator.catalog.KernelCurve;
import dev.shardwright.simulator.cost.MeasuredGemm;
import dev.shardwright.simulator.hardware.Accelerator;
import dev.shardwright.simulator.operator.AttentionCore;
import dev.shardwright.simulator.timing.KernelTiming;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/** What a curve is called, and what it says of a measured shape. */
public final class CurveFigures {
    private CurveFigures() {}

    /** A name such as "gemm bf16" or "attention forward, width 128". */
    public static String name(KernelCurve curve) {
        if (curve instanceof KernelCurve.Gemm gemm) {
            return "gemm " + GemmPanels.name(gemm.format());
        }
        if (curve instanceof KernelCurve.Attention attention) {
            return "attention " + attention.pass().name().toLowerCase(Locale.ROOT) + " "
                    + GemmPanels.name(attention.format()) + ", width "
                    + attention.curve().width();
        }
        if (curve instanceof KernelCurve.Streaming streaming) {
            return "streaming " + streaming.kind();
        }
        KernelCurve.Exchange exchange = (KernelCurve.Exchange) curve;
        return exchange.collective().name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    /** The measured time over the curve's, less one; empty where no curve of that class is. */
    public static OptionalDouble deviation(DeviceView view, KernelTiming timing) {
        Optional<Double> seconds;
        if (timing instanceof KernelTiming.Product product) {
            seconds = product(view, product);
        } else if (timing instanceof KernelTiming.Attention attention) {
            seconds = attention(view, attention.core());
        } else if (timing instanceof KernelTiming.Stream stream) {
            seconds = stream(view, stream);
        } else {
            seconds = exchange(view, (KernelTiming.Exchange) timing);
        }
        return seconds.map(curve -> OptionalDouble.of(timing.time().value() / curve - 1))
                .orElse(OptionalDouble.empty());
    }

    private static Optional<Double> product(DeviceView view, KernelTiming.Product product) {
        if (!view.device().supports(product.format())) {
            return Optional.empty();
        }
        return view.gemm(product.format())
                .map(curve -> new MeasuredGemm(
                                        curve.curve(),
                                        view.roof(product.format()),
                                        view.device().multiprocessors(),
                                        MeasuredGemm.Pace.MEASURED)
                                .seconds(product.gemm())
                        + curve.cast()
                                .time(
                                        product.shape().m(),
                                        product.shape().k(),
                                        view.device().memory().bandwidth())
                                .value());
    }

    private static Optional<Double> stream(DeviceView view, KernelTiming.Stream stream) {
        double bytes = stream.bytes().value();
        return view.curves(KernelCurve.Streaming.class).stream()
                .filter(curve -> curve.kind().equals(stream.kind()))
                .findFirst()
                .map(curve -> bytes / curve.surface().at(bytes));
    }

    private static Optional<Double> exchange(DeviceView view, KernelTiming.Exchange exchange) {
        return view.curves(KernelCurve.Exchange.class).stream()
                .filter(curve -> curve.collective() == exchange.collective()
                        && curve.curve().covers(exchange.ranks()))
                .findFirst()
                .map(curve -> curve.curve()
                        .seconds(exchange.collective(), exchange.buffer().value(), exchange.ranks()));
    }

    private static Optional<Double> attention(DeviceView view, AttentionCore core) {
        Accelerator device = view.device();
        String pass = core.pass().name();
        AttentionCore.Extent extent = core.extent();
        return view.curves(KernelCurve.Attention.class).stream()
                .filter(curve -> curve.format() == core.format()
                        && curve.pass().name().equals(pass)
                        && curve.curve().width() == extent.queryKeyWidth()
                        && device.supports(core.format()))
                .findFirst()
                .map(curve -> view.roof(core.format())
                                .seconds(core.flops().value(), core.bytes().value())
                        / curve.surface()
                                .at(
                                        extent.heads(),
                                        extent.queries(),
                                        extent.heads() / (double) extent.keyValueHeads()));
    }
}
