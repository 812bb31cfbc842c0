package dev.shardwright.simulator.model;

import static dev.shardwright.simulator.model.Projection.Split.COLUMN;
import static dev.shardwright.simulator.model.Projection.Split.ROW;

import java.util.List;

/** Two (or, gated, three) linear maps around an activation; {@code inner} is the width between them. */
public record DenseFeedForward(int inner, Activation activation, boolean bias) implements FeedForward {
    /** GATED kinds multiply two up-projections (Shazeer 2020). */
    public enum Activation {
        GELU,
        RELU,
        SQUARED_RELU,
        SWIGLU,
        GEGLU;

        public boolean gated() {
            return this == SWIGLU || this == GEGLU;
        }
    }

    public DenseFeedForward {
        if (inner <= 0) {
            throw new IllegalArgumentException("feed-forward width must be positive: " + inner);
        }
    }

    @Override
    public List<Projection> projections(int hidden) {
        return projections(hidden, "feed_forward", 1);
    }

    List<Projection> projections(int hidden, String prefix, int copies) {
        int up = activation.gated() ? 2 * inner : inner;
        String upName = prefix + (activation.gated() ? ".gate_up" : ".up");
        return List.of(
                new Projection(upName, hidden, up, COLUMN, bias, copies),
                new Projection(prefix + ".down", inner, hidden, ROW, bias, copies));
    }

    @Override
    public List<ParameterLine> parameters(int hidden) {
        return projections(hidden).stream()
                .map(p -> ParameterLine.of(p.name(), 1, p.parameters()))
                .toList();
    }
}
