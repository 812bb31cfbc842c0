package dev.shardwright.profiler.device;

import dev.shardwright.profiler.kernel.Kernel;
import dev.shardwright.profiler.training.SmallGpt;
import dev.shardwright.simulator.unit.Bytes;
import dev.shardwright.simulator.unit.Seconds;
import java.util.Optional;

/** A device that runs kernels and says how long they took. */
public interface Backend extends AutoCloseable {
    DeviceDescription device();

    /** Puts a kernel and its operands on the device. Throws UnmeasurableException when the device cannot run it. */
    LoadedKernel load(Kernel kernel, Caches caches);

    /** As above, with one set of operands. */
    default LoadedKernel load(Kernel kernel) {
        return load(kernel, Caches.WARM);
    }

    /** What a loaded kernel's operands take of the device's memory. */
    default Bytes operands(Kernel kernel, Caches caches) {
        return kernel.bytes();
    }

    /** Memory of the device; of it, operands of kernels that are loaded at the same time may take a half. */
    Bytes memory();

    /**
     * Puts a small GPT onto the device, with random parameters and one batch of random tokens. Throws UnmeasurableException
     * when the device cannot train.
     */
    default TrainedModel load(SmallGpt model) {
        throw new UnmeasurableException("a recorded device trains nothing");
    }

    /** Time since this backend was opened, as it passes for whoever waits for measurements. */
    Seconds elapsed();

    /** Clocks, power and temperature at this moment; empty for a processor and where no driver tells. */
    default Optional<GpuState> state() {
        return Optional.empty();
    }

    /** Leaves the device idle for so long. */
    void rest(Seconds time);

    @Override
    void close();
}
