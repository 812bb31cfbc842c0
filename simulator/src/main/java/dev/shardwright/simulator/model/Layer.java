package dev.shardwright.simulator.model;

import java.util.ArrayList;
import java.util.List;

/** One decoder layer; {@code norms} counts the norms over the model's width (2, or 4 in Gemma). */
public record Layer(Attention attention, FeedForward feedForward, int norms) {
    /** Ledger of one layer. */
    public List<ParameterLine> parameters(int hidden, Normalization normalization) {
        List<ParameterLine> lines = new ArrayList<>();
        for (Projection p : attention.projections(hidden)) {
            lines.add(ParameterLine.of(p.name(), 1, p.parameters()));
        }
        lines.addAll(attention.extras(hidden));
        lines.addAll(feedForward.parameters(hidden));
        if (normalization.parameters(hidden) > 0 && norms > 0) {
            lines.add(ParameterLine.of("norm", norms, normalization.parameters(hidden)));
        }
        return lines;
    }
}
