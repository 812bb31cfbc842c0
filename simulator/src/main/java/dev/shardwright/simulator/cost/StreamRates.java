package dev.shardwright.simulator.cost;

import dev.shardwright.simulator.hardware.Surface;
import dev.shardwright.simulator.operator.Streaming;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * Measured bytes per second of kernels that only move memory, by kind. An operator is of a kind when its name holds the
 * kind's: "attention.norm" and "final_norm" are norms; docs/model/elementwise.md.
 */
record StreamRates(Map<String, Surface> curves) {
    private static final String BACKWARD = ".backward";

    /** Bytes per second of the operator's kind at its size; empty when that kind was not measured. */
    OptionalDouble bytesPerSecond(Streaming streaming) {
        boolean backward = streaming.name().endsWith(BACKWARD);
        for (Map.Entry<String, Surface> curve : curves.entrySet()) {
            String kind = curve.getKey();
            boolean pass = kind.endsWith(BACKWARD) == backward;
            String name = backward && pass ? kind.substring(0, kind.length() - BACKWARD.length()) : kind;
            if (pass && streaming.name().contains(name) && streaming.bytes().value() > 0) {
                return OptionalDouble.of(curve.getValue().at(streaming.bytes().value()));
            }
        }
        return OptionalDouble.empty();
    }
}
