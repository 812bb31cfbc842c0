package dev.shardwright.simulator.timing;

import dev.shardwright.simulator.catalog.KernelCurve;
import dev.shardwright.simulator.operator.AttentionCore;
import dev.shardwright.simulator.operator.Gemm;
import dev.shardwright.simulator.unit.Bytes;
import dev.shardwright.simulator.unit.Seconds;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What {@code shardwright profile run} measured as timings of the simulator's operators. A backward pass is what forward
 * and backward together took beyond the forward pass alone.
 */
public final class RunTimings {
    private static final String BACKWARD = ".backward";

    private final String library;
    private final Map<RunKernel, RunSample> samples = new HashMap<>();
    private final List<TimedKernel> timed = new ArrayList<>();

    private RunTimings(List<RunSample> samples, String library) {
        this.library = library;
        samples.forEach(sample -> this.samples.put(sample.kernel(), sample));
    }

    /**
     * Kernels that the simulator has no operator for (whole layers, copies from the host, launches) are left out.
     *
     * @param library name and version of the tensor library
     */
    public static List<TimedKernel> of(List<RunSample> samples, String library) {
        RunTimings timings = new RunTimings(samples, library);
        samples.forEach(timings::add);
        return timings.timed;
    }

    private void add(RunSample sample) {
        boolean forward = sample.kernel().pass() == RunKernel.Pass.FORWARD;
        List<Seconds> times = forward ? sample.times() : beyond(sample);
        if (!times.isEmpty()) {
            Seconds median = new RunSample(sample.kernel(), times).median();
            timing(sample.kernel(), forward)
                    .ifPresent(timing -> timed.add(new TimedKernel(timing.lasting(median), times)));
        }
    }

    /** The times of the backward pass; none where the forward pass was not measured or took as long. */
    private List<Seconds> beyond(RunSample both) {
        RunSample alone = samples.get(both.kernel().forward());
        if (alone == null) {
            return List.of();
        }
        double forward = alone.median().value();
        return both.times().stream()
                .filter(time -> time.value() > forward)
                .map(time -> new Seconds(time.value() - forward))
                .toList();
    }

    private Optional<KernelTiming> timing(RunKernel kernel, boolean forward) {
        return switch (kernel.operator()) {
            case "matrix_product" -> forward ? Optional.of(product(kernel)) : Optional.empty();
            case "causal_attention", "flash_attention", "memory_efficient_attention", "cudnn_attention" ->
                Optional.of(attention(kernel, forward));
            default -> StreamKind.of(kernel).map(kind -> stream(kernel, kind, forward));
        };
    }

    private KernelTiming product(RunKernel kernel) {
        Gemm.Shape shape =
                new Gemm.Shape(kernel.extent("m"), kernel.extent("n"), kernel.extent("k"), kernel.extent("count"));
        return new KernelTiming.Product(named(kernel), kernel.format(), shape, Seconds.ZERO);
    }

    private KernelTiming attention(RunKernel kernel, boolean forward) {
        long length = kernel.extent("length");
        AttentionCore.Extent extent = new AttentionCore.Extent(
                kernel.extent("heads"),
                kernel.extent("key_value_heads"),
                length,
                (length + 1) / 2.0,
                Math.toIntExact(kernel.extent("query_key_width")),
                Math.toIntExact(kernel.extent("value_width")));
        AttentionCore.Pass pass = forward ? AttentionCore.Pass.FORWARD : AttentionCore.Pass.BACKWARD;
        return new KernelTiming.Attention(
                named(kernel), new AttentionCore("attention.core", extent, pass, kernel.format()), Seconds.ZERO);
    }

    private KernelTiming stream(RunKernel kernel, StreamKind kind, boolean forward) {
        double bytes = kind.elements()
                * (forward ? kind.forwardPasses() : kind.backwardPasses())
                * kernel.format().bytesPerElement();
        return new KernelTiming.Stream(
                named(kernel), forward ? kind.name() : kind.name() + BACKWARD, Bytes.of(bytes), Seconds.ZERO);
    }

    private KernelCurve.Kernel named(RunKernel kernel) {
        return new KernelCurve.Kernel(
                kernel.operator(), library, kernel.format().name().toLowerCase(Locale.ROOT));
    }
}
