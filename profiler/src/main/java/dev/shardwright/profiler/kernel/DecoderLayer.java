package dev.shardwright.profiler.kernel;

import dev.shardwright.simulator.unit.Flops;
import java.util.ArrayList;
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

    /** What comes before the feed-forward block and its norm. */
    public AttentionBlock attentionBlock() {
        return new AttentionBlock(sequences, length, hidden, attention);
    }

    @Override
    public List<Operation> parts() {
        AttentionBlock first = attentionBlock();
        List<Operation> parts = new ArrayList<>(first.parts());
        parts.addAll(List.of(
                first.norm(),
                new MatrixProduct(tokens(), 2 * inner, hidden, 1),
                new GatedActivation(tokens(), inner),
                new MatrixProduct(tokens(), hidden, inner, 1),
                first.residual()));
        return parts;
    }

    @Override
    public Flops flops(Pass pass) {
        return new Flops(
                parts().stream().mapToDouble(part -> part.flops(pass).value()).sum());
    }

    @Override
    public double elements(Pass pass) {
        return attentionBlock().forks(pass)
                + parts().stream().mapToDouble(part -> part.elements(pass)).sum();
    }

    @Override
    public <T> T accept(Cases<T> cases) {
        return cases.of(this);
    }
}
