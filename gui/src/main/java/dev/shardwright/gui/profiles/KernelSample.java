package dev.shardwright.gui.profiles;

import com.fasterxml.jackson.databind.JsonNode;
import dev.shardwright.simulator.catalog.StrictJson;
import dev.shardwright.simulator.problem.InvalidInputException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * One timed kernel of a kernel profile, as {@code shardwright profile import} writes it; docs/profile-file.md.
 *
 * @param operator as files call it: gemm, attention, streaming or a collective
 * @param variant format, pass, width or kind, as far as the operator has them
 * @param extents in the order of the axes of its curve
 */
record KernelSample(String operator, String variant, List<Double> extents, double seconds) {
    private static final double MICROSECOND = 1e-6;

    KernelSample {
        extents = List.copyOf(extents);
    }

    /** Empty for a file of curves alone. Samples of whole layers and such, which make no curve, are left alone. */
    static List<KernelSample> read(Path file) {
        List<KernelSample> samples = new ArrayList<>();
        JsonNode nodes = StrictJson.readTree(file).path("samples");
        for (int i = 0; i < nodes.size(); i++) {
            JsonNode node = nodes.get(i);
            if (node.path("operator").isTextual() && node.path("count").asInt(1) == 1) {
                samples.add(read(node, file + ", samples[" + i + "]"));
            }
        }
        return samples;
    }

    private static KernelSample read(JsonNode node, String where) {
        String operator = node.path("operator").textValue();
        double seconds = above0(node, "microseconds", where) * MICROSECOND;
        return switch (operator) {
            case "gemm" ->
                new KernelSample(
                        operator,
                        text(node, "format"),
                        List.of(above0(node, "m", where), above0(node, "n", where), above0(node, "k", where)),
                        seconds);
            case "attention" ->
                new KernelSample(
                        operator,
                        text(node, "pass") + " " + text(node, "format") + " "
                                + node.path("width").asInt(),
                        List.of(
                                above0(node, "heads", where),
                                above0(node, "length", where),
                                above0(node, "heads", where) / above0(node, "key_value_heads", where)),
                        seconds);
            case "streaming" ->
                new KernelSample(operator, text(node, "kind"), List.of(above0(node, "bytes", where)), seconds);
            default ->
                new KernelSample(
                        operator, "", List.of(above0(node, "ranks", where), above0(node, "bytes", where)), seconds);
        };
    }

    private static String text(JsonNode node, String key) {
        return node.path(key).asText("");
    }

    private static double above0(JsonNode node, String key, String where) {
        double value = node.path(key).asDouble(0);
        if (!(value > 0) || Double.isInfinite(value)) {
            throw new InvalidInputException(where + "." + key, "must be a number above zero.", "");
        }
        return value;
    }
}
