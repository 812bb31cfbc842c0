package dev.shardwright.profiler.kernel;

import dev.shardwright.simulator.hardware.NumberFormat;
import dev.shardwright.simulator.operator.AttentionCore;
import dev.shardwright.simulator.unit.Flops;
import java.util.List;

/**
 * Softmax(Q K^T) V in which a query sees the keys up to its own position. {@code heads} counts those of all sequences on
 * the rank; with fewer {@code keyValueHeads}, equal runs of heads share one.
 */
public record CausalAttention(long heads, long keyValueHeads, long length, int queryKeyWidth, int valueWidth)
        implements Operation {
    public CausalAttention {
        if (heads < 1 || keyValueHeads < 1 || length < 1 || queryKeyWidth < 1 || valueWidth < 1) {
            throw new IllegalArgumentException("attention extents must be positive");
        }
        if (heads % keyValueHeads != 0) {
            throw new IllegalArgumentException(
                    "heads (" + heads + ") must be a multiple of key_value_heads (" + keyValueHeads + ")");
        }
    }

    static CausalAttention of(List<Long> extents) {
        return new CausalAttention(
                extents.get(0),
                extents.get(1),
                extents.get(2),
                Math.toIntExact(extents.get(3)),
                Math.toIntExact(extents.get(4)));
    }

    @Override
    public OperationKind kind() {
        return OperationKind.CAUSAL_ATTENTION;
    }

    @Override
    public List<Long> extents() {
        return List.of(heads, keyValueHeads, length, (long) queryKeyWidth, (long) valueWidth);
    }

    /** The simulator's operator for the forward pass. */
    public AttentionCore core(NumberFormat format) {
        double averageKeys = (length + 1) / 2.0;
        return new AttentionCore(
                "attention.core",
                new AttentionCore.Extent(heads, keyValueHeads, length, averageKeys, queryKeyWidth, valueWidth),
                AttentionCore.Pass.FORWARD,
                format);
    }

    /** As the simulator counts them: below the diagonal only, five products backward to two forward. */
    @Override
    public Flops flops(Pass pass) {
        AttentionCore core = core(NumberFormat.FP32);
        Flops forward = core.flops();
        return pass.forwardOnly()
                ? forward
                : forward.plus(core.backward().get(0).flops());
    }

    /** Forward: Q, K, V, O. Backward: those and dO read, dQ, dK, dV written. */
    @Override
    public double elements(Pass pass) {
        double queries = (double) heads * length * queryKeyWidth;
        double outputs = (double) heads * length * valueWidth;
        double keysAndValues = (double) keyValueHeads * length * (queryKeyWidth + valueWidth);
        return pass.forwardOnly() ? queries + outputs + keysAndValues : 3 * (queries + outputs + keysAndValues);
    }

    @Override
    public <T> T accept(Cases<T> cases) {
        return cases.of(this);
    }
}
