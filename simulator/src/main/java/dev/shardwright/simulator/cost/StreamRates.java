package dev.shardwright.simulator.cost;

import dev.shardwright.simulator.hardware.Surface;
import dev.shardwright.simulator.operator.Streaming;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * Measured bytes per second of kernels that only move memory, by kind. The last word of an operator's name is its kind:
 * "attention.head_norm" and "final_norm" are norms; gradients are of the kind "norm.backward"; docs/model/elementwise.md.
 */
record StreamRates(Map<String, Surface> curves) {
    private static final String BACKWARD = ".backward";

    /** Bytes per second of the operator's kind at its size; empty when that kind was not measured. */
    OptionalDouble bytesPerSecond(Streaming streaming) {
        Surface curve = curves.isEmpty() ? null : curves.get(kind(streaming.name()));
        double bytes = streaming.bytes().value();
        return curve == null || bytes <= 0 ? OptionalDouble.empty() : OptionalDouble.of(curve.at(bytes));
    }

    private static String kind(String name) {
        boolean backward = name.endsWith(BACKWARD);
        String forward = backward ? name.substring(0, name.length() - BACKWARD.length()) : name;
        String word = forward.substring(Math.max(forward.lastIndexOf('.'), forward.lastIndexOf('_')) + 1);
        return backward ? word + BACKWARD : word;
    }
}
