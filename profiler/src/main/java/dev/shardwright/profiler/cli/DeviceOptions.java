package dev.shardwright.profiler.cli;

import dev.shardwright.profiler.device.DeviceDescription;
import dev.shardwright.profiler.device.DeviceDescription.Kind;
import dev.shardwright.profiler.kernel.Kernel;
import dev.shardwright.simulator.hardware.NumberFormat;
import dev.shardwright.simulator.problem.InvalidInputException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which device to measure, and in which number format. */
final class DeviceOptions {
    private static final int MOST_THREADS = 4096;

    @Option(
            names = "--device",
            paramLabel = "KIND",
            defaultValue = "auto",
            description = "cpu, gpu, or auto (a GPU if there is one); default auto.")
    private String device;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            description = "fp32, bf16 or fp16; default bf16 on a GPU that has it, else fp32.")
    private @Nullable String format;

    @Option(
            names = "--threads",
            paramLabel = "N",
            defaultValue = "0",
            description = "Threads on a processor; default as many as the tensor library takes.")
    private int threads;

    /** Throws InvalidInputException. */
    void check() {
        if (!List.of("auto", "cpu", "gpu").contains(device)) {
            throw new InvalidInputException("--device = " + device, "is no kind of device.", "Use auto, cpu or gpu.");
        }
        if (threads < 0 || threads > MOST_THREADS) {
            throw new InvalidInputException(
                    "--threads = " + threads, "must lie between 0 and " + MOST_THREADS + ".", "");
        }
        if (format != null && !List.of("fp32", "bf16", "fp16").contains(format)) {
            throw new InvalidInputException("--format = " + format, "cannot be measured.", "Use fp32, bf16 or fp16.");
        }
    }

    Optional<Kind> kind() {
        return switch (device) {
            case "cpu" -> Optional.of(Kind.CPU);
            case "gpu" -> Optional.of(Kind.GPU);
            default -> Optional.empty();
        };
    }

    int threads() {
        return threads;
    }

    /** Throws InvalidInputException when the device has no units for the format that was asked for. */
    NumberFormat format(DeviceDescription measured) {
        if (format == null) {
            boolean wide = measured.kind() == Kind.CPU || !measured.formats().contains(NumberFormat.BF16);
            return wide ? NumberFormat.FP32 : NumberFormat.BF16;
        }
        String has = measured.formats().stream().map(Kernel::label).collect(Collectors.joining(", "));
        return measured.formats().stream()
                .filter(known -> Kernel.label(known).equals(format))
                .findFirst()
                .orElseThrow(() -> new InvalidInputException(
                        "--format = " + format,
                        "needs units that " + measured.name() + " lacks.",
                        "It has units for " + has + "."));
    }
}
