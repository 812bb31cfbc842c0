package dev.shardwright.profiler.view;

import dev.shardwright.profiler.bench.Sample;
import dev.shardwright.profiler.kernel.CausalAttention;
import dev.shardwright.profiler.kernel.Kernel;
import dev.shardwright.profiler.kernel.MatrixProduct;
import dev.shardwright.profiler.kernel.Pass;
import dev.shardwright.profiler.timing.KernelTiming;
import dev.shardwright.profiler.timing.TimedKernel;
import dev.shardwright.simulator.catalog.KernelCurve;
import dev.shardwright.simulator.operator.Gemm;
import dev.shardwright.simulator.unit.Seconds;
import java.util.List;
import java.util.Optional;

/** Samples of this machine as timed kernels; those of both passes together and of whole layers are none. */
final class MeasuredSamples {
    private static final String LIBRARY = "PyTorch";

    private MeasuredSamples() {}

    static List<TimedKernel> of(List<Sample> samples) {
        return samples.stream()
                .flatMap(sample -> timing(sample.kernel(), sample.spread().median())
                        .map(timing -> new TimedKernel(timing, sample.times()))
                        .stream())
                .toList();
    }

    private static Optional<KernelTiming> timing(Kernel kernel, Seconds time) {
        if (kernel.pass() != Pass.FORWARD) {
            return Optional.empty();
        }
        KernelCurve.Kernel name =
                new KernelCurve.Kernel(kernel.operation().kind().label(), LIBRARY, Kernel.label(kernel.format()));
        if (kernel.operation() instanceof MatrixProduct product) {
            Gemm.Shape shape = new Gemm.Shape(product.m(), product.n(), product.k(), product.count());
            return Optional.of(new KernelTiming.Product(name, kernel.format(), shape, time));
        }
        if (kernel.operation() instanceof CausalAttention attention) {
            return Optional.of(new KernelTiming.Attention(name, attention.core(kernel.format()), time));
        }
        return switch (kernel.family()) {
            case STREAMING -> Optional.of(new KernelTiming.Stream(name, name.name(), kernel.bytes(), time));
            case PRODUCT, ATTENTION, LAYER, HOST_LINK -> Optional.empty();
        };
    }
}
