package dev.shardwright.gui.profiles;

import dev.shardwright.simulator.catalog.KernelCurve;
import dev.shardwright.simulator.operator.AttentionCore;
import dev.shardwright.simulator.operator.Gemm;
import dev.shardwright.simulator.timing.KernelTiming;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Where a timed kernel lies among those of a curve.
 *
 * @param extents in the order of the axes of the curve
 * @param speed FLOP/s of products and attention, bytes per second of all else
 */
record SamplePlace(List<Double> extents, double speed) {
    SamplePlace {
        extents = List.copyOf(extents);
    }

    /** Empty for a kernel that the curve is not of. One whose kernel is not named counts for any. */
    static Optional<SamplePlace> of(KernelTiming timing, KernelCurve curve) {
        String kernel = timing.kernel().name();
        return kernel.isEmpty() || kernel.equals(curve.kernel().name()) ? placed(timing, curve) : Optional.empty();
    }

    private static Optional<SamplePlace> placed(KernelTiming timing, KernelCurve curve) {
        double seconds = timing.time().value();
        if (timing instanceof KernelTiming.Product product && curve instanceof KernelCurve.Gemm gemm) {
            Gemm.Shape shape = product.shape();
            boolean same = product.format() == gemm.format() && shape.count() == 1;
            return same
                    ? place(product.gemm().flops().value() / seconds, shape.m(), shape.n(), shape.k())
                    : Optional.empty();
        } else if (timing instanceof KernelTiming.Attention sample
                && curve instanceof KernelCurve.Attention attention) {
            AttentionCore.Extent extent = sample.core().extent();
            double group = (double) extent.heads() / extent.keyValueHeads();
            return isOf(sample.core(), attention)
                    ? place(sample.core().flops().value() / seconds, extent.heads(), extent.queries(), group)
                    : Optional.empty();
        } else if (timing instanceof KernelTiming.Stream stream && curve instanceof KernelCurve.Streaming streaming) {
            double bytes = stream.bytes().value();
            return stream.kind().equals(streaming.kind()) ? place(bytes / seconds, bytes) : Optional.empty();
        } else if (timing instanceof KernelTiming.Exchange exchange && curve instanceof KernelCurve.Exchange rates) {
            double buffer = exchange.buffer().value();
            double wire = exchange.collective().wireFactor(exchange.ranks()) * buffer;
            return exchange.collective() == rates.collective()
                    ? place(wire / seconds, exchange.ranks(), buffer)
                    : Optional.empty();
        }
        return Optional.empty();
    }

    private static boolean isOf(AttentionCore core, KernelCurve.Attention curve) {
        return core.format() == curve.format()
                && core.pass().name().equals(curve.pass().name())
                && core.extent().queryKeyWidth() == curve.curve().width();
    }

    private static Optional<SamplePlace> place(double speed, double... extents) {
        return Optional.of(new SamplePlace(Arrays.stream(extents).boxed().toList(), speed));
    }

    /** Whether it has the fixed extents but for the drawn one. */
    boolean differsOnly(int drawn, double... fixed) {
        for (int i = 0; i < fixed.length; i++) {
            if (i != drawn && extents.get(i) != fixed[i]) {
                return false;
            }
        }
        return true;
    }
}
