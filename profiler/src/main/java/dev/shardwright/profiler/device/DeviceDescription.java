package dev.shardwright.profiler.device;

import dev.shardwright.simulator.hardware.NumberFormat;
import java.util.ArrayList;
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

    /** The same device with the version of one more thing in between. */
    DeviceDescription withVersion(String what, String version) {
        SortedMap<String, String> more = new TreeMap<>(versions);
        more.put(what, version);
        return new DeviceDescription(name, kind, driver, formats, threads, more);
    }

    /** The same device with products in tf32 too if its units have it, which came together with bf16. */
    DeviceDescription withTf32() {
        if (kind == Kind.CPU || !formats.contains(NumberFormat.BF16)) {
            return this;
        }
        List<NumberFormat> more = new ArrayList<>(formats);
        more.add(1, NumberFormat.TF32);
        return new DeviceDescription(name, kind, driver, more, threads, versions);
    }
}
