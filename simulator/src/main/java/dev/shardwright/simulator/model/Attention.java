package dev.shardwright.simulator.model;

import java.util.List;

/** The attention block of a decoder layer. */
public sealed interface Attention permits SelfAttention, LatentAttention {
    /** Query heads. */
    int heads();

    /** Key/value heads; equals heads() without grouping. */
    int kvHeads();

    /** Width of one query or key vector. */
    int queryKeyWidth();

    /** Width of one value vector. */
    int valueWidth();

    /** Elements of one token's queries and keys that rotary embedding turns. */
    int rotatedWidth();

    /** Keys each query may see: a sliding window in tokens, or 0 for the whole causal prefix. */
    int window();

    /** The linear maps, in execution order; the last one is the output projection. */
    List<Projection> projections(int hidden);

    /** The weight matrices: the same maps, with queries, keys and values apart where one product computes them all. */
    default List<Projection> matrices(int hidden) {
        return projections(hidden);
    }

    /** Parameters that are not linear maps: norms of queries and keys, sinks. Each line is named. */
    List<ParameterLine> extras(int hidden);

    /** Average keys a query attends to, for causal masking over a sequence of the given length. */
    default double averageKeys(long sequenceLength) {
        double s = sequenceLength;
        double w = window() == 0 ? s : Math.min(window(), s);
        return (w * (w + 1) / 2 + (s - w) * w) / s;
    }
}
