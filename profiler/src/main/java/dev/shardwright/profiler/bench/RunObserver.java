package dev.shardwright.profiler.bench;

import dev.shardwright.profiler.kernel.Kernel;
import dev.shardwright.simulator.unit.Seconds;

/** Follows a run, and may end it between two batches. */
public interface RunObserver {
    /** Nobody watches. */
    RunObserver NONE = new RunObserver() {
        @Override
        public void next(Stage stage, Kernel kernel) {}

        @Override
        public boolean cancelled() {
            return false;
        }
    };

    /** Where a run stands: round 0 also warms up; {@code done} of {@code all} kernels in this round. */
    record Stage(int round, int rounds, int done, int all) {}

    /** Before the first batch the device is kept busy with this kernel for so long. */
    default void settling(Kernel kernel, Seconds time) {}

    /** A batch of this kernel comes next. */
    void next(Stage stage, Kernel kernel);

    /** A batch of so many steps has ended, each of which took this time. Warming up is not told of. */
    default void measured(Kernel kernel, int steps, Seconds time) {}

    /** Whether to end with what has been measured so far. */
    boolean cancelled();
}
