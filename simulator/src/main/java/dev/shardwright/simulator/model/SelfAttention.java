package dev.shardwright.simulator.model;

import static dev.shardwright.simulator.model.Projection.Split.COLUMN;
import static dev.shardwright.simulator.model.Projection.Split.ROW;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Multi-head, grouped-query or multi-query attention (Vaswani 2017; Ainslie et al. 2023). */
public record SelfAttention(int heads, int kvHeads, int headWidth, int window, Set<Trait> traits) implements Attention {
    /** What some families add to plain attention. */
    public enum Trait {
        /** Bias on the query, key and value projections. */
        QKV_BIAS,
        /** Bias on the output projection. */
        OUTPUT_BIAS,
        /** A norm over each head's query and key (Qwen3, Gemma 3). */
        HEAD_NORM,
        /** A norm over the whole query and key widths (OLMo 2, MiniMax M2). */
        WIDTH_NORM,
        /** One learned sink logit per head (GPT-OSS). */
        SINKS,
        /** Rotary position embedding of queries and keys (Su et al. 2021). */
        ROTARY
    }

    public SelfAttention {
        if (heads <= 0 || kvHeads <= 0 || headWidth <= 0 || window < 0) {
            throw new IllegalArgumentException("heads, kvHeads and headWidth must be positive, window zero or more");
        }
        if (heads % kvHeads != 0) {
            throw new IllegalArgumentException("heads (" + heads + ") must be a multiple of kvHeads (" + kvHeads + ")");
        }
        traits = Set.copyOf(traits);
    }

    @Override
    public int queryKeyWidth() {
        return headWidth;
    }

    @Override
    public int rotatedWidth() {
        return traits.contains(Trait.ROTARY) ? (heads + kvHeads) * headWidth : 0;
    }

    @Override
    public int valueWidth() {
        return headWidth;
    }

    @Override
    public List<Projection> projections(int hidden) {
        boolean bias = traits.contains(Trait.QKV_BIAS);
        Projection out =
                Projection.of("attention.output", heads * headWidth, hidden, ROW, traits.contains(Trait.OUTPUT_BIAS));
        return List.of(
                Projection.of("attention.query_key_value", hidden, (heads + 2 * kvHeads) * headWidth, COLUMN, bias),
                out);
    }

    @Override
    public List<Projection> matrices(int hidden) {
        boolean bias = traits.contains(Trait.QKV_BIAS);
        List<Projection> all = new ArrayList<>();
        all.add(Projection.of("attention.query", hidden, heads * headWidth, COLUMN, bias));
        all.add(new Projection("attention.key_value", hidden, kvHeads * headWidth, COLUMN, bias, 2));
        all.addAll(projections(hidden).subList(1, 2));
        return all;
    }

    @Override
    public List<ParameterLine> extras(int hidden) {
        List<ParameterLine> lines = new ArrayList<>();
        if (traits.contains(Trait.HEAD_NORM)) {
            lines.add(ParameterLine.of("attention.query_key_norm", 2, headWidth));
        }
        if (traits.contains(Trait.WIDTH_NORM)) {
            lines.add(ParameterLine.of("attention.query_norm", 1, (long) heads * headWidth));
            lines.add(ParameterLine.of("attention.key_norm", 1, (long) kvHeads * headWidth));
        }
        if (traits.contains(Trait.SINKS)) {
            lines.add(ParameterLine.of("attention.sinks", 1, heads));
        }
        return lines;
    }
}
