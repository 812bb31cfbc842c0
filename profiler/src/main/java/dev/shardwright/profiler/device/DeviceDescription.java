package dev.shardwright.profiler.device;

import dev.shardwright.simulator.hardware.NumberFormat;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What was measured: the device's own name, its driver (empty for a processor), the formats that it has units for, the
 * threads that feed it, and the versions of everything in between.
 */
public record DeviceDescription(
        String name,
        Kind kind,
        String driver,
        List<NumberFormat> formats,
        int threads,
        SortedMap<String, String> versions) {
    /** Kinds of devices. */
    public enum Kind {
        CPU,
        GPU
    }

    public DeviceDescription {
        if (formats.isEmpty() || threads < 1) {
            throw new IllegalArgumentException(name + ": needs a number format and a thread");
        }
        formats = List.copyOf(formats);
        versions = Collections.unmodifiableSortedMap(new TreeMap<>(versions));
    }
}
