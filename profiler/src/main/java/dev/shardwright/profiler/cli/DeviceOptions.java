package dev.shardwright.profiler.cli;

import dev.shardwright.profiler.device.DeviceDescription.Kind;
import dev.shardwright.simulator.problem.InvalidInputException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which device to measure. */
final class DeviceOptions {
    private static final int MOST_THREADS = 4096;

    @Option(
            names = "--device",
            paramLabel = "KIND",
            defaultValue = "auto",
            description = "cpu, gpu, or auto (a GPU if there is one); default auto.")
    private String device;

    @Option(
            names = "--threads",
            paramLabel = "N",
            defaultValue = "0",
            description = "Threads on a processor; default as many as the tensor library takes.")
    private int threads;

    @Option(
            names = "--python",
            paramLabel = "PROGRAM",
            description = "Measure with the PyTorch of this Python, such as python3 or venv/bin/python; default the "
                    + "PyTorch library that Shardwright fetches, for processors.")
    private @Nullable String python;

    /** Throws InvalidInputException. */
    void check() {
        if (!List.of("auto", "cpu", "gpu").contains(device)) {
            throw new InvalidInputException("--device = " + device, "is no kind of device.", "Use auto, cpu or gpu.");
        }
        if (threads < 0 || threads > MOST_THREADS) {
            throw new InvalidInputException(
                    "--threads = " + threads, "must lie between 0 and " + MOST_THREADS + ".", "");
        }
        if (python != null && python.isBlank()) {
            throw new InvalidInputException("--python", "names no program.", "For example python3.");
        }
    }

    DeviceSource.Wish wish() {
        return new DeviceSource.Wish(kind(), threads, Optional.ofNullable(python));
    }

    private Optional<Kind> kind() {
        return switch (device) {
            case "cpu" -> Optional.of(Kind.CPU);
            case "gpu" -> Optional.of(Kind.GPU);
            default -> Optional.empty();
        };
    }
}
