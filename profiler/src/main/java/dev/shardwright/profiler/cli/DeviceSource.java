package dev.shardwright.profiler.cli;

import dev.shardwright.profiler.device.Backend;
import dev.shardwright.profiler.device.DeviceDescription;
import dev.shardwright.profiler.device.PyTorchBackend;
import dev.shardwright.profiler.device.PythonBackend;
import java.util.Optional;

/** Opens the device to measure. */
interface DeviceSource {
    Backend open(Wish wish);

    /**
     * What the user asks for.
     *
     * @param kind any kind when empty
     * @param threads 0 leaves them to the tensor library
     * @param python the Python whose PyTorch runs; the library that DJL brings when empty
     */
    record Wish(Optional<DeviceDescription.Kind> kind, int threads, Optional<String> python) {}

    /** The devices of this machine. */
    static Backend ofMachine(Wish wish) {
        return wish.python().isPresent()
                ? PythonBackend.open(wish.python().get(), wish.kind(), wish.threads())
                : PyTorchBackend.open(wish.kind(), wish.threads());
    }
}
