package dev.shardwright.profiler.device;

import dev.shardwright.simulator.unit.Seconds;

/** A kernel that is ready to run on a device. */
public interface LoadedKernel extends AutoCloseable {
    /**
     * Time of so many steps, one after another, until the device has finished the last one. Throws
     * UnmeasurableException when the device fails.
     */
    Seconds run(int steps);

    @Override
    void close();
}
