package dev.shardwright.simulator.catalog;

import dev.shardwright.simulator.hardware.Accelerator;
import dev.shardwright.simulator.hardware.DeviceMemory;
import dev.shardwright.simulator.hardware.Efficiency;
import dev.shardwright.simulator.hardware.NumberFormat;
import dev.shardwright.simulator.unit.Bytes;
import dev.shardwright.simulator.unit.BytesPerSecond;
import dev.shardwright.simulator.unit.FlopsPerSecond;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * One file of profiles/accelerators, read: the device, the cluster in which it usually stands, the profile of its kernels,
 * what is left of that profile's speed in a long run, and all figures.
 */
record AcceleratorFile(
        HardwareSheet sheet,
        Optional<String> server,
        Optional<String> kernels,
        double sustainedOverTimed,
        Accelerator accelerator) {
    /** What the device reaches, and what is left of its kernel profile's speed in a long run. */
    private record Reached(Efficiency efficiency, double sustainedOverTimed) {}

    private static final int MOST_MULTIPROCESSORS = 100_000;

    static AcceleratorFile read(JsonFields file) {
        FigureReader reader = new FigureReader();
        Optional<String> name = file.need(JsonKind.text(), "name");
        Optional<String> label = file.get(JsonKind.text(), "label").or(() -> name);
        List<String> aliases = file.get(JsonKind.texts(), "aliases").orElse(List.of());
        Optional<String> architecture = file.need(JsonKind.text(), "architecture");
        Optional<String> server = file.get(JsonKind.text(), "server");
        Optional<String> kernels = file.get(JsonKind.text(), "kernels");
        Optional<Integer> processors =
                reader.need(file, JsonKind.wholeNumber(1, MOST_MULTIPROCESSORS), "multiprocessors");
        Map<NumberFormat, FlopsPerSecond> peaks = peaks(file, reader);
        Optional<DeviceMemory> memory = file.needObject("memory").flatMap(m -> memory(m, reader));
        Optional<Reached> reached = file.needObject("efficiency").flatMap(e -> reached(e, reader));
        file.throwProblems();
        HardwareSheet sheet = new HardwareSheet(name.orElseThrow(), label.orElseThrow(), aliases, reader.figures());
        return new AcceleratorFile(
                sheet,
                server,
                kernels,
                reached.orElseThrow().sustainedOverTimed(),
                new Accelerator(
                        sheet.name(),
                        architecture.orElseThrow(),
                        peaks,
                        memory.orElseThrow(),
                        processors.orElseThrow(),
                        reached.orElseThrow().efficiency()));
    }

    private static Map<NumberFormat, FlopsPerSecond> peaks(JsonFields file, FigureReader reader) {
        Map<NumberFormat, FlopsPerSecond> peaks = new EnumMap<>(NumberFormat.class);
        file.needObject("peak").ifPresent(peak -> {
            for (NumberFormat format : NumberFormat.values()) {
                String key = format.name().toLowerCase(Locale.ROOT);
                reader.get(peak, JsonKind.parsed(FlopsPerSecond::parse), key)
                        .ifPresent(rate -> peaks.put(format, rate));
            }
            if (peak.keys().isEmpty()) {
                file.problem("peak", "must state at least one rate.", "Formats: " + formats() + ".");
            }
        });
        return peaks;
    }

    private static String formats() {
        return Arrays.stream(NumberFormat.values())
                .map(format -> format.name().toLowerCase(Locale.ROOT))
                .collect(Collectors.joining(", "));
    }

    private static Optional<DeviceMemory> memory(JsonFields fields, FigureReader reader) {
        Optional<Bytes> usable = reader.need(fields, JsonKind.parsed(Bytes::parse), "usable");
        Optional<BytesPerSecond> bandwidth = reader.need(fields, JsonKind.parsed(BytesPerSecond::parse), "bandwidth");
        return usable.flatMap(size -> bandwidth.map(rate -> new DeviceMemory(size, rate)));
    }

    /** Shares of peak in short bursts times what is left of them in a long run; no 8-bit units, no figure for them. */
    private static Optional<Reached> reached(JsonFields fields, FigureReader reader) {
        Optional<Double> sustained = reader.need(fields, JsonKind.share(), "sustained_over_burst");
        Optional<Double> timed =
                reader.get(fields, JsonKind.share(), "sustained_over_timed").or(() -> sustained);
        Optional<Double> gemm = reader.need(fields, JsonKind.share(), "gemm_burst");
        Optional<Double> eightBit =
                reader.get(fields, JsonKind.share(), "eight_bit_gemm_burst").or(() -> gemm);
        Optional<Double> fourBit =
                reader.get(fields, JsonKind.share(), "four_bit_gemm_burst").or(() -> eightBit);
        Optional<Double> forward = reader.need(fields, JsonKind.share(), "attention_forward_burst");
        Optional<Double> backward = reader.need(fields, JsonKind.share(), "attention_backward_burst");
        Optional<Double> memory = reader.need(fields, JsonKind.share(), "memory");
        if (sustained.isEmpty() || gemm.isEmpty() || forward.isEmpty() || backward.isEmpty() || memory.isEmpty()) {
            return Optional.empty();
        }
        double share = sustained.get();
        Efficiency efficiency = new Efficiency(
                share * gemm.get(),
                share * eightBit.orElse(gemm.get()),
                share * fourBit.orElse(gemm.get()),
                memory.get(),
                share * forward.get(),
                share * backward.get());
        return Optional.of(new Reached(efficiency, timed.orElse(share)));
    }
}
