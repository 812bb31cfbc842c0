package dev.shardwright.profiler.bench;

import dev.shardwright.profiler.kernel.Kernel;
import java.util.List;
import java.util.Locale;

/** What came out: samples in the order of the request, kernels without one, and why the run ended. */
public record ProfileRun(List<Sample> samples, List<Missing> missing, Ending ending) {
    /** A kernel without a sample, and why. */
    public record Missing(Kernel kernel, String reason) {}

    /** Why a run ended. */
    public enum Ending {
        COMPLETE,
        BUDGET_SPENT,
        CANCELLED;

        /** The name in files. */
        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public ProfileRun {
        samples = List.copyOf(samples);
        missing = List.copyOf(missing);
    }
}
