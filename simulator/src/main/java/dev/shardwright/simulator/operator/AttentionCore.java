package dev.shardwright.simulator.operator;

import dev.shardwright.simulator.hardware.NumberFormat;
import dev.shardwright.simulator.unit.Bytes;
import dev.shardwright.simulator.unit.Flops;
import java.util.List;

/** Softmax(Q K^T) V by a fused kernel that never writes the scores (Dao 2022). */
public record AttentionCore(String name, Extent extent, Pass pass, NumberFormat format) implements Operator {
    /** Recomputing the scores makes the backward pass five products against the forward's two (Dao 2023). */
    private static final double BACKWARD_PRODUCTS = 2.5;

    /** Queries, keys, values and output stay in 16 bit where the products have less. */
    private static final double LEAST_ELEMENT_BYTES = 2;

    /** FORWARD or BACKWARD. */
    public enum Pass {
        FORWARD,
        BACKWARD
    }

    /**
     * Heads of all sequences on the rank ({@code heads} and, for keys and values, {@code keyValueHeads}), queries per
     * head, keys that a query sees on average, and widths.
     */
    public record Extent(
            long heads, long keyValueHeads, long queries, double averageKeys, int queryKeyWidth, int valueWidth) {}

    @Override
    public Flops flops() {
        double forward =
                2.0 * extent.heads * extent.queries * extent.averageKeys * (extent.queryKeyWidth + extent.valueWidth);
        return new Flops(pass == Pass.FORWARD ? forward : BACKWARD_PRODUCTS * forward);
    }

    @Override
    public Bytes bytes() {
        double queriesAndOutput = extent.heads * (double) extent.queries * (extent.queryKeyWidth + extent.valueWidth);
        double keysAndValues =
                extent.keyValueHeads * (double) extent.queries * (extent.queryKeyWidth + extent.valueWidth);
        double passes = pass == Pass.FORWARD ? 1 : 2;
        return Bytes.of(passes * elementBytes() * (queriesAndOutput + keysAndValues));
    }

    private double elementBytes() {
        return Math.max(LEAST_ELEMENT_BYTES, format.bytesPerElement());
    }

    @Override
    public int kernels() {
        return pass == Pass.FORWARD ? 1 : 2;
    }

    @Override
    public List<Operator> backward() {
        return List.of(new AttentionCore(name + ".backward", extent, Pass.BACKWARD, format));
    }

    @Override
    public Timing on(Device device) {
        return device.attention(this);
    }
}
