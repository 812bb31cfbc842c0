package dev.shardwright.profiler.device;

import dev.shardwright.simulator.unit.Bytes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** This process's memory in the machine's, as Linux counts it (proc(5)). */
final class ResidentMemory {
    private static final Path STATUS = Path.of("/proc/self/status");
    private static final Path PEAK_RESET = Path.of("/proc/self/clear_refs");

    /** Resets the peak to the present level. */
    private static final String RESET = "5";

    private static final int KIBIBYTE = 1024;

    private ResidentMemory() {}

    /** The present level, from which the peak then counts anew; empty where the system does not offer that. */
    static Optional<Bytes> restart() {
        try {
            Files.writeString(PEAK_RESET, RESET);
        } catch (IOException e) {
            return Optional.empty();
        }
        return figure("VmRSS:");
    }

    /** The highest level since {@link #restart}. */
    static Optional<Bytes> peak() {
        return figure("VmHWM:");
    }

    private static Optional<Bytes> figure(String key) {
        try {
            return Files.readAllLines(STATUS).stream()
                    .filter(line -> line.startsWith(key))
                    .map(line -> line.replaceAll("\\D", ""))
                    .map(digits -> new Bytes(KIBIBYTE * Long.parseLong(digits)))
                    .findFirst();
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
