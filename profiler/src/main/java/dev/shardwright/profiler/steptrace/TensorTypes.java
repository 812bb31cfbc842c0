package dev.shardwright.profiler.steptrace;

import dev.shardwright.simulator.hardware.NumberFormat;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** How traces call the types of tensor elements. */
final class TensorTypes {
    private static final Map<String, Integer> BYTES = Map.ofEntries(
            Map.entry("double", 8),
            Map.entry("long", 8),
            Map.entry("long int", 8),
            Map.entry("float", 4),
            Map.entry("int", 4),
            Map.entry("bfloat16", 2),
            Map.entry("half", 2),
            Map.entry("short", 2),
            Map.entry("float8_e4m3fn", 1),
            Map.entry("float8_e5m2", 1),
            Map.entry("float8_e4m3fnuz", 1),
            Map.entry("float8_e5m2fnuz", 1),
            Map.entry("byte", 1),
            Map.entry("unsigned char", 1),
            Map.entry("char", 1),
            Map.entry("signed char", 1),
            Map.entry("bool", 1));

    private TensorTypes() {}

    private static String plain(String type) {
        String lower = type.toLowerCase(Locale.ROOT);
        return lower.startsWith("c10::") ? lower.substring("c10::".length()) : lower;
    }

    /** Bytes of one element; empty for a type that is not known. */
    static Optional<Integer> bytes(String type) {
        return Optional.ofNullable(BYTES.get(plain(type)));
    }

    /** The format that matrix units multiply; kernels that round 32-bit operands say so in their name. */
    static Optional<NumberFormat> format(String type, String kernel) {
        String plain = plain(type);
        if (plain.startsWith("float8")) {
            return Optional.of(NumberFormat.FP8);
        }
        return switch (plain) {
            case "bfloat16" -> Optional.of(NumberFormat.BF16);
            case "half" -> Optional.of(NumberFormat.FP16);
            case "float" -> Optional.of(rounds(kernel) ? NumberFormat.TF32 : NumberFormat.FP32);
            default -> Optional.empty();
        };
    }

    private static boolean rounds(String kernel) {
        return kernel.contains("tf32") || kernel.contains("s1688gemm") || kernel.contains("s16816gemm_tf32");
    }
}
