package dev.shardwright.simulator.timing;

import dev.shardwright.simulator.unit.Seconds;
import java.util.List;

/** All times of one kernel at one shape; the timing holds the one that counts. */
public record TimedKernel(KernelTiming timing, List<Seconds> times) {
    public TimedKernel {
        times = List.copyOf(times);
    }
}
