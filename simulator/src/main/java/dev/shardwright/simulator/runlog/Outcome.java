package dev.shardwright.simulator.runlog;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** How a log ends: whether the last thing that it says of the run is that a device had no memory left. */
final class Outcome {
    private static final Pattern OUT_OF_MEMORY = Pattern.compile("torch\\.(?:cuda\\.)?OutOfMemoryError"
            + "|(?:CUDA|HIP|XPU) out of memory|out of memory\\. Tried to allocate|CUDA_ERROR_OUT_OF_MEMORY");

    private Outcome() {}

    /** The line that says so; empty when the run went on after it, as resumed ones do. */
    static Optional<LogLine> outOfMemory(LogText log, LogFormat format) {
        Optional<LogLine> said = Optional.empty();
        for (LogLine line : log.lines()) {
            if (OUT_OF_MEMORY.matcher(line.text()).find()) {
                said = said.isPresent() ? said : Optional.of(line);
            } else if (said.isPresent() && isStep(line, log, format)) {
                said = Optional.empty();
            }
        }
        return said;
    }

    private static boolean isStep(LogLine line, LogText log, LogFormat format) {
        return format.mark(line.text()).isPresent()
                && !format.read(new LogText(log.name(), List.of(line))).steps().isEmpty();
    }
}
