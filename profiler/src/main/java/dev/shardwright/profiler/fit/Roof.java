package dev.shardwright.profiler.fit;

import dev.shardwright.profiler.kernel.Family;
import dev.shardwright.profiler.kernel.Kernel;
import dev.shardwright.simulator.hardware.Accelerator;
import dev.shardwright.simulator.hardware.NumberFormat;
import dev.shardwright.simulator.unit.BytesPerSecond;
import dev.shardwright.simulator.unit.FlopsPerSecond;
import dev.shardwright.simulator.unit.Seconds;
import java.util.Map;
import java.util.Optional;

/**
 * The rates that efficiencies are fractions of: FLOP/s by operand format and bytes per second of memory (roofline;
 * Williams et al. 2009), and where they come from.
 */
public record Roof(Map<NumberFormat, FlopsPerSecond> compute, BytesPerSecond memory, String origin) {
    /** Origin of a roof that was measured in the same run. */
    public static final String MEASURED = "sustained in this run";

    /** Rates of no device, for what hangs on shapes alone. */
    public static final Roof ANY =
            new Roof(Map.of(NumberFormat.FP32, new FlopsPerSecond(1e11)), new BytesPerSecond(1e10), "none");

    public Roof {
        compute = Map.copyOf(compute);
    }

    /** The datasheet rates of an accelerator. */
    public static Roof of(Accelerator accelerator) {
        return new Roof(accelerator.peak(), accelerator.memory().bandwidth(), "datasheet of " + accelerator.name());
    }

    /** What the run itself reached; empty when no streaming kernel was measured. */
    public static Optional<Roof> of(Sustained sustained) {
        return sustained.memory().map(memory -> new Roof(sustained.compute(), memory, MEASURED));
    }

    /** The least time that these rates allow for a step; empty when the kernel's format has no rate. */
    public Optional<Seconds> time(Kernel kernel) {
        double streaming = kernel.bytes().value() / memory.value();
        if (kernel.family() == Family.STREAMING) {
            return Optional.of(new Seconds(streaming));
        }
        return Optional.ofNullable(compute.get(kernel.format()))
                .map(rate -> new Seconds(Math.max(streaming, kernel.flops().value() / rate.value())));
    }
}
