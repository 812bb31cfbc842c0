package dev.shardwright.profiler.bench;

import dev.shardwright.profiler.kernel.Kernel;
import dev.shardwright.simulator.unit.BytesPerSecond;
import dev.shardwright.simulator.unit.FlopsPerSecond;
import dev.shardwright.simulator.unit.Seconds;
import java.util.List;

/** The measured times of one step of a kernel; each is the mean over {@code steps} steps run at a stretch. */
public record Sample(Kernel kernel, int steps, List<Seconds> times) {
    public Sample {
        if (steps < 1 || times.isEmpty() || times.stream().anyMatch(time -> time.value() == 0)) {
            throw new IllegalArgumentException(kernel + ": needs a step and times above zero");
        }
        times = List.copyOf(times);
    }

    public Spread spread() {
        return Spread.of(times);
    }

    public FlopsPerSecond flopsPerSecond() {
        return new FlopsPerSecond(kernel.flops().value() / spread().median().value());
    }

    /** The least bytes that must move over the median time. */
    public BytesPerSecond bytesPerSecond() {
        return new BytesPerSecond(kernel.bytes().value() / spread().median().value());
    }
}
