package dev.shardwright.profiler.kernel;

import dev.shardwright.simulator.unit.Flops;
import java.util.List;

/**
 * One decoder layer of a rank: norm, query-key-value product, causal attention, output product, residual, norm, gate
 * and up product, gated activation, down product, residual. Rotary embedding and communication are left out.
 */
public record DecoderLayer(long sequences, long length, long hidden, Heads attention, long inner) implements Operation {
    /** Query heads and key-value heads of the rank, and their width. */
    public record Heads(long query, long keyValue, int width) {
        public Heads {
            if (query < 1 || keyValue < 1 || width < 1 || query % keyValue != 0) {
                throw new IllegalArgumentException(
                        "heads (" + query + ") must be a positive multiple of key_value_heads (" + keyValue + ")");
            }
        }

        /** Columns of the query-key-value product. */
        public long columns() {
            return (query + 2 * keyValue) * width;
        }
    }

    /** Where a residual leaves the stream, the backward pass adds two gradients. */
    private static final double FORK_ELEMENTS = 3;

    public DecoderLayer {
        if (sequences < 1 || length < 1 || hidden < 1 || inner < 1) {
            throw new IllegalArgumentException("layer extents must be positive");
        }
    }

    static DecoderLayer of(List<Long> extents) {
        return new DecoderLayer(
                extents.get(0),
                extents.get(1),
                extents.get(2),
                new Heads(extents.get(3), extents.get(4), Math.toIntExact(extents.get(5))),
                extents.get(6));
    }

    @Override
    public OperationKind kind() {
        return OperationKind.DECODER_LAYER;
    }

    @Override
    public List<Long> extents() {
        return List.of(sequences, length, hidden, attention.query, attention.keyValue, (long) attention.width, inner);
    }

    public long tokens() {
        return sequences * length;
    }

    /** The attention of all sequences. */
    public CausalAttention core() {
        return new CausalAttention(
                sequences * attention.query, sequences * attention.keyValue, length, attention.width, attention.width);
    }

    @Override
    public List<Operation> parts() {
        RmsNorm norm = new RmsNorm(tokens(), hidden);
        RowWise residual = new RowWise(RowWise.Form.RESIDUAL_ADD, tokens(), hidden);
        return List.of(
                norm,
                new MatrixProduct(tokens(), attention.columns(), hidden, 1),
                core(),
                new MatrixProduct(tokens(), hidden, attention.query * attention.width, 1),
                residual,
                norm,
                new MatrixProduct(tokens(), 2 * inner, hidden, 1),
                new GatedActivation(tokens(), inner),
                new MatrixProduct(tokens(), hidden, inner, 1),
                residual);
    }

    @Override
    public Flops flops(Pass pass) {
        return new Flops(
                parts().stream().mapToDouble(part -> part.flops(pass).value()).sum());
    }

    @Override
    public double elements(Pass pass) {
        double forks = pass.forwardOnly() ? 0 : 2 * FORK_ELEMENTS * tokens() * hidden;
        return forks + parts().stream().mapToDouble(part -> part.elements(pass)).sum();
    }

    @Override
    public <T> T accept(Cases<T> cases) {
        return cases.of(this);
    }
}
