package dev.shardwright.profiler.timing;

import dev.shardwright.profiler.bench.Sample;
import dev.shardwright.profiler.bench.Spread;
import dev.shardwright.profiler.kernel.BackendAttention;
import dev.shardwright.profiler.kernel.CausalAttention;
import dev.shardwright.profiler.kernel.Kernel;
import dev.shardwright.profiler.kernel.MatrixProduct;
import dev.shardwright.profiler.kernel.Operation;
import dev.shardwright.profiler.kernel.Pass;
import dev.shardwright.simulator.catalog.KernelCurve;
import dev.shardwright.simulator.operator.AttentionCore;
import dev.shardwright.simulator.operator.Gemm;
import dev.shardwright.simulator.unit.Bytes;
import dev.shardwright.simulator.unit.Seconds;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What this profiler measured as timings of the simulator's operators. A backward pass is what forward and backward
 * together took beyond the forward pass alone.
 */
public final class SampleTimings {
    private static final String BACKWARD = ".backward";

    private final String library;
    private final Map<Kernel, Sample> samples = new HashMap<>();
    private final List<TimedKernel> timed = new ArrayList<>();

    private SampleTimings(List<Sample> samples, String library) {
        this.library = library;
        samples.forEach(sample -> this.samples.put(sample.kernel(), sample));
    }

    /**
     * Kernels that the simulator has no operator for (whole layers, copies from the host, launches) are left out.
     *
     * @param library name and version of the tensor library
     */
    public static List<TimedKernel> of(List<Sample> samples, String library) {
        SampleTimings timings = new SampleTimings(samples, library);
        samples.forEach(timings::add);
        return timings.timed;
    }

    private void add(Sample sample) {
        Kernel kernel = sample.kernel();
        boolean forward = kernel.pass() == Pass.FORWARD;
        List<Seconds> times = forward ? sample.times() : beyond(sample);
        if (times.isEmpty()) {
            return;
        }
        timing(kernel, forward).ifPresent(timing -> timed.add(new TimedKernel(timing.lasting(median(times)), times)));
    }

    private static Seconds median(List<Seconds> times) {
        return Spread.of(times).median();
    }

    /** The times of the backward pass; none where the forward pass was not measured or took as long. */
    private List<Seconds> beyond(Sample both) {
        Kernel kernel = both.kernel();
        Sample alone = samples.get(new Kernel(kernel.operation(), kernel.format(), Pass.FORWARD));
        if (alone == null) {
            return List.of();
        }
        double forward = alone.spread().median().value();
        return both.times().stream()
                .filter(time -> time.value() > forward)
                .map(time -> new Seconds(time.value() - forward))
                .toList();
    }

    private Optional<KernelTiming> timing(Kernel kernel, boolean forward) {
        Operation operation = kernel.operation();
        if (operation instanceof MatrixProduct product) {
            return forward ? Optional.of(product(kernel, product)) : Optional.empty();
        }
        if (operation instanceof CausalAttention attention) {
            return Optional.of(attention(kernel, attention, forward));
        }
        if (operation instanceof BackendAttention attention) {
            return Optional.of(attention(kernel, attention.attention(), forward));
        }
        return StreamKind.of(operation).map(kind -> stream(kernel, kind, forward));
    }

    private KernelTiming product(Kernel kernel, MatrixProduct product) {
        Gemm.Shape shape = new Gemm.Shape(product.m(), product.n(), product.k(), product.count());
        return new KernelTiming.Product(named(kernel), kernel.format(), shape, Seconds.ZERO);
    }

    private KernelTiming attention(Kernel kernel, CausalAttention attention, boolean forward) {
        AttentionCore core = attention.core(kernel.format());
        AttentionCore.Pass pass = forward ? AttentionCore.Pass.FORWARD : AttentionCore.Pass.BACKWARD;
        return new KernelTiming.Attention(
                named(kernel), new AttentionCore(core.name(), core.extent(), pass, core.format()), Seconds.ZERO);
    }

    private KernelTiming stream(Kernel kernel, StreamKind kind, boolean forward) {
        double bytes = kind.elements()
                * (forward ? kind.forwardPasses() : kind.backwardPasses())
                * kernel.format().bytesPerElement();
        return new KernelTiming.Stream(
                named(kernel), forward ? kind.name() : kind.name() + BACKWARD, Bytes.of(bytes), Seconds.ZERO);
    }

    private KernelCurve.Kernel named(Kernel kernel) {
        return new KernelCurve.Kernel(kernel.operation().kind().label(), library, Kernel.label(kernel.format()));
    }
}
