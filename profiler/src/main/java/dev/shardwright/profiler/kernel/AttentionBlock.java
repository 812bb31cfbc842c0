package dev.shardwright.profiler.kernel;

import java.util.List;

/** The first half of a decoder layer: norm, query-key-value product, causal attention, output product, residual. */
public record AttentionBlock(long sequences, long length, long hidden, DecoderLayer.Heads heads) {
    /** Gradient elements that are added where a residual leaves the stream, for each element of it. */
    private static final double FORK_ELEMENTS = 3;

    /** Extents that a layer's list begins with. */
    static final int EXTENTS = 6;

    public AttentionBlock {
        if (sequences < 1 || length < 1 || hidden < 1) {
            throw new IllegalArgumentException("layer extents must be positive");
        }
    }

    static AttentionBlock of(List<Long> extents) {
        return new AttentionBlock(
                extents.get(0),
                extents.get(1),
                extents.get(2),
                new DecoderLayer.Heads(extents.get(3), extents.get(4), Math.toIntExact(extents.get(5))));
    }

    List<Long> extents() {
        return List.of(sequences, length, hidden, heads.query(), heads.keyValue(), (long) heads.width());
    }

    public long tokens() {
        return sequences * length;
    }

    /** The attention of all sequences. */
    public CausalAttention core() {
        return new CausalAttention(
                sequences * heads.query(), sequences * heads.keyValue(), length, heads.width(), heads.width());
    }

    Operation norm() {
        return new RmsNorm(tokens(), hidden);
    }

    Operation residual() {
        return new RowWise(RowWise.Form.RESIDUAL_ADD, tokens(), hidden);
    }

    List<Operation> parts() {
        return List.of(
                norm(),
                new MatrixProduct(tokens(), heads.columns(), hidden, 1),
                core(),
                new MatrixProduct(tokens(), hidden, heads.query() * heads.width(), 1),
                residual());
    }

    /** Elements that the two residuals of a layer move in its backward pass, where gradients are added. */
    double forks(Pass pass) {
        return pass.forwardOnly() ? 0 : 2 * FORK_ELEMENTS * tokens() * hidden;
    }
}
