package dev.shardwright.profiler.device;

import dev.shardwright.profiler.kernel.Kernel;
import dev.shardwright.simulator.unit.Seconds;

/** A device that runs kernels and says how long they took. */
public interface Backend extends AutoCloseable {
    DeviceDescription device();

    /** Puts a kernel and its operands on the device. Throws UnmeasurableException when the device cannot run it. */
    LoadedKernel load(Kernel kernel);

    /** Time since this backend was opened, as it passes for whoever waits for measurements. */
    Seconds elapsed();

    @Override
    void close();
}
