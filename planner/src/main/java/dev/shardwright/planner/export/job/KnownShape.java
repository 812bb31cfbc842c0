package dev.shardwright.planner.export.job;

import dev.shardwright.simulator.model.MixtureOfExperts;
import dev.shardwright.simulator.model.Transformer;

/**
 * The shape by which a framework's own model is known again: width, layers, heads, experts that a token goes to (0 for a
 * dense model), and the count of parameters without prediction layers, which no other widths share.
 */
public record KnownShape(int hidden, int layers, int heads, int topK, long parameters) {
    public static KnownShape dense(int hidden, int layers, int heads, long parameters) {
        return new KnownShape(hidden, layers, heads, 0, parameters);
    }

    public boolean fits(Transformer model) {
        Architecture shape = new Architecture(model);
        return hidden == model.hidden()
                && layers == model.layers().size()
                && heads == shape.attention().heads()
                && topK == shape.experts().map(MixtureOfExperts::topK).orElse(0)
                && parameters == model.parameters().total();
    }
}
