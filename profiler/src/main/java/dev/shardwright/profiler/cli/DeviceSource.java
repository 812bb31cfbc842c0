package dev.shardwright.profiler.cli;

import dev.shardwright.profiler.device.Backend;
import dev.shardwright.profiler.device.DeviceDescription;
import java.util.Optional;

/** Opens the device to measure. */
interface DeviceSource {
    /** Any kind when {@code kind} is empty; {@code threads} 0 leaves them to the tensor library. */
    Backend open(Optional<DeviceDescription.Kind> kind, int threads);
}
