package dev.shardwright.profiler;

import dev.shardwright.profiler.bench.Measurement;
import dev.shardwright.profiler.bench.ProfileRequest;
import dev.shardwright.profiler.bench.ProfileRun;
import dev.shardwright.profiler.bench.RunObserver;
import dev.shardwright.profiler.device.Backend;

/** The one entry point of this module. */
public final class Profiler {
    private Profiler() {}

    /** Measures on a device in the thread that calls. A run that is cut short holds what was measured until then. */
    public static ProfileRun profile(Backend backend, ProfileRequest request, RunObserver observer) {
        return Measurement.run(backend, request, observer);
    }
}
