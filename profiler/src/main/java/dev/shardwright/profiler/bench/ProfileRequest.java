package dev.shardwright.profiler.bench;

import dev.shardwright.profiler.device.Caches;
import dev.shardwright.profiler.kernel.Kernel;
import dev.shardwright.simulator.catalog.KernelProfile.Load;
import dev.shardwright.simulator.unit.Seconds;
import java.util.LinkedHashSet;
import java.util.List;

/** What to measure, in which order, and with how much effort. Equal kernels are measured once. */
public record ProfileRequest(List<Kernel> kernels, Effort effort) {
    /**
     * Rounds over all kernels, the time after which no further batch starts, and the time that one batch of steps should
     * last at least, so that the clock and the call into the engine weigh little.
     *
     * @param load whether the device is kept busy or rests between batches
     * @param caches whether a step finds its operands in a cache
     */
    public record Effort(int repeats, Seconds budget, Seconds batch, Load load, Caches caches) {
        /** More than a hundred times what a call into the engine costs (about 30 us). */
        public static final Seconds SHORT_BATCH = new Seconds(0.005);

        public Effort {
            if (repeats < 1) {
                throw new IllegalArgumentException("at least one repeat is needed: " + repeats);
            }
        }
    }

    public ProfileRequest {
        kernels = List.copyOf(new LinkedHashSet<>(kernels));
        if (kernels.isEmpty()) {
            throw new IllegalArgumentException("nothing to measure");
        }
    }
}
