package dev.shardwright.profiler.cli;

import dev.shardwright.profiler.device.DeviceDescription;
import dev.shardwright.profiler.device.DeviceDescription.Kind;
import dev.shardwright.profiler.kernel.Kernel;
import dev.shardwright.simulator.hardware.NumberFormat;
import dev.shardwright.simulator.problem.InvalidInputException;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** In which number format to measure. */
final class FormatOption {
    private static final String TF32 = "tf32";

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            description =
                    "fp32, tf32, bf16 or fp16; tf32 with --python on a GPU. Default bf16 on a GPU that has it, else fp32.")
    private @Nullable String format;

    /** Throws InvalidInputException. */
    void check() {
        if (format != null && !List.of("fp32", TF32, "bf16", "fp16").contains(format)) {
            throw new InvalidInputException(
                    "--format = " + format, "cannot be measured.", "Use fp32, tf32, bf16 or fp16.");
        }
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
                        format.equals(TF32)
                                ? "tf32 is measured with --python, on a GPU that has bf16."
                                : "It has units for " + has + "."));
    }
}
