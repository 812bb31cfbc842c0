package dev.shardwright.simulator.model;

import static dev.shardwright.simulator.model.Projection.Split.COLUMN;
import static dev.shardwright.simulator.model.Projection.Split.REPLICATED;
import static dev.shardwright.simulator.model.Projection.Split.ROW;

import java.util.ArrayList;
import java.util.List;

/**
 * Multi-head latent attention (DeepSeek-V2, section 2.1): queries and keys/values pass through low-rank bottlenecks;
 * each head has a position-free and a rotary part. {@code queryRank} 0 means queries are projected directly.
 */
public record LatentAttention(int heads, int queryRank, int keyValueRank, HeadWidths widths) implements Attention {
    /** Widths per head: position-free key part, rotary key part, value. */
    public record HeadWidths(int positionFree, int rotary, int value) {
        public HeadWidths {
            if (positionFree <= 0 || rotary <= 0 || value <= 0) {
                throw new IllegalArgumentException("head widths must be positive");
            }
        }
    }

    public LatentAttention {
        if (heads <= 0 || queryRank < 0 || keyValueRank <= 0) {
            throw new IllegalArgumentException("heads and keyValueRank must be positive, queryRank zero or more");
        }
    }

    @Override
    public int kvHeads() {
        return heads;
    }

    @Override
    public int queryKeyWidth() {
        return widths.positionFree() + widths.rotary();
    }

    /** The rotary part of every query, and one key part that all heads share. */
    @Override
    public int rotatedWidth() {
        return (heads + 1) * widths.rotary();
    }

    @Override
    public int valueWidth() {
        return widths.value();
    }

    @Override
    public int window() {
        return 0;
    }

    @Override
    public List<Projection> projections(int hidden) {
        List<Projection> list = new ArrayList<>();
        int queries = heads * queryKeyWidth();
        if (queryRank > 0) {
            list.add(Projection.of("attention.query_down", hidden, queryRank, REPLICATED, false));
            list.add(Projection.of("attention.query_up", queryRank, queries, COLUMN, false));
        } else {
            list.add(Projection.of("attention.query", hidden, queries, COLUMN, false));
        }
        list.add(Projection.of("attention.key_value_down", hidden, keyValueRank + widths.rotary(), REPLICATED, false));
        int keyValues = heads * (widths.positionFree() + widths.value());
        list.add(Projection.of("attention.key_value_up", keyValueRank, keyValues, COLUMN, false));
        list.add(Projection.of("attention.output", heads * widths.value(), hidden, ROW, false));
        return list;
    }

    @Override
    public List<ParameterLine> extras(int hidden) {
        List<ParameterLine> lines = new ArrayList<>();
        if (queryRank > 0) {
            lines.add(ParameterLine.of("attention.query_norm", 1, queryRank));
        }
        lines.add(ParameterLine.of("attention.key_value_norm", 1, keyValueRank));
        return lines;
    }
}
