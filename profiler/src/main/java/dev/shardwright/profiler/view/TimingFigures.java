package dev.shardwright.profiler.view;

import dev.shardwright.simulator.cost.MeasuredGemm;
import dev.shardwright.simulator.hardware.Accelerator;
import dev.shardwright.simulator.hardware.NumberFormat;
import dev.shardwright.simulator.operator.AttentionCore;
import dev.shardwright.simulator.operator.Gemm;
import dev.shardwright.simulator.operator.Operator;
import dev.shardwright.simulator.timing.KernelTiming;
import dev.shardwright.simulator.unit.BytesPerSecond;
import dev.shardwright.simulator.unit.FlopsPerSecond;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What a timed kernel is called and what its time says.
 *
 * @param computation the simulator's operator of products and attention, whose FLOPs and bytes count
 * @param bytes on memory or, of a collective, on the wire of one rank
 */
public record TimingFigures(
        String operator, String shape, String format, Optional<Operator> computation, double bytes) {
    /** The figures of any timing. */
    public static TimingFigures of(KernelTiming timing) {
        if (timing instanceof KernelTiming.Product product) {
            return product(product);
        }
        if (timing instanceof KernelTiming.Attention attention) {
            return attention(attention);
        }
        if (timing instanceof KernelTiming.Stream stream) {
            return new TimingFigures(
                    stream.kind(),
                    size(stream.bytes().value()),
                    "",
                    Optional.empty(),
                    stream.bytes().value());
        }
        KernelTiming.Exchange exchange = (KernelTiming.Exchange) timing;
        double wire = exchange.collective().wireFactor(exchange.ranks())
                * exchange.buffer().value();
        return new TimingFigures(
                word(exchange.collective()).replace('_', ' '),
                exchange.ranks() + " ranks, " + size(exchange.buffer().value()),
                "",
                Optional.empty(),
                wire);
    }

    private static TimingFigures product(KernelTiming.Product product) {
        Gemm.Shape shape = product.shape();
        String count = shape.count() == 1 ? "" : " count=" + shape.count();
        return new TimingFigures(
                "gemm",
                "m=" + shape.m() + " n=" + shape.n() + " k=" + shape.k() + count,
                word(product.format()),
                Optional.of(product.gemm()),
                product.gemm().bytes().value());
    }

    private static TimingFigures attention(KernelTiming.Attention attention) {
        AttentionCore core = attention.core();
        AttentionCore.Extent extent = core.extent();
        String shared = extent.heads() == extent.keyValueHeads() ? "" : "/" + extent.keyValueHeads();
        return new TimingFigures(
                "attention" + (core.pass() == AttentionCore.Pass.BACKWARD ? " backward" : ""),
                "heads=" + extent.heads() + shared + " length=" + extent.queries() + " width=" + extent.queryKeyWidth(),
                word(core.format()),
                Optional.of(core),
                core.bytes().value());
    }

    /** FLOP/s of computations, else bytes per second: on the wire of one rank for collectives. */
    public String rate(KernelTiming timing) {
        double seconds = timing.time().value();
        return computation.isPresent()
                ? new FlopsPerSecond(computation.get().flops().value() / seconds).toString()
                : new BytesPerSecond(bytes / seconds).toString();
    }

    /** Share of the datasheet's roof; empty for collectives and for formats that the device lacks. */
    public OptionalDouble fraction(KernelTiming timing, Accelerator device) {
        double bandwidth = device.memory().bandwidth().value();
        if (timing instanceof KernelTiming.Exchange) {
            return OptionalDouble.empty();
        }
        if (computation.isEmpty()) {
            return OptionalDouble.of(bytes / bandwidth / timing.time().value());
        }
        NumberFormat used = timing instanceof KernelTiming.Product product
                ? product.format()
                : ((KernelTiming.Attention) timing).core().format();
        if (!device.supports(used)) {
            return OptionalDouble.empty();
        }
        double atRoof = new MeasuredGemm.Roof(device.peak(used).value(), bandwidth)
                .seconds(
                        computation.get().flops().value(),
                        computation.get().bytes().value());
        return OptionalDouble.of(atRoof / timing.time().value());
    }

    /** Bytes with a decimal prefix. */
    public static String size(double bytes) {
        if (bytes >= 1e9) {
            return String.format(Locale.ROOT, "%.4g GB", bytes / 1e9);
        }
        return bytes >= 1e6
                ? String.format(Locale.ROOT, "%.4g MB", bytes / 1e6)
                : String.format(Locale.ROOT, "%.4g kB", bytes / 1e3);
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
