package dev.shardwright.simulator.memory;

import dev.shardwright.simulator.model.Layer;
import dev.shardwright.simulator.model.MixtureOfExperts;
import dev.shardwright.simulator.model.Normalization;
import dev.shardwright.simulator.model.ParameterLine;
import dev.shardwright.simulator.model.Projection;
import dev.shardwright.simulator.model.Transformer;
import dev.shardwright.simulator.operator.Shard;
import java.util.List;

/** Parameters that one rank holds of a layer: dense ones, and those of routed experts (another data-parallel group). */
public record ParameterShare(double dense, double expert) {
    public static ParameterShare of(Transformer model, Layer layer, Shard shard) {
        int hidden = model.hidden();
        double dense = split(layer.attention().projections(hidden), shard.tensor());
        dense += layer.attention().extras(hidden).stream()
                .mapToLong(ParameterLine::total)
                .sum();
        dense += layer.norms() * (double) norm(model);
        if (layer.feedForward() instanceof MixtureOfExperts moe) {
            dense += moe.router(hidden).parameters() + split(moe.sharedProjections(hidden), shard.tensor());
            double ways = (double) shard.expert().ways() * shard.expert().tensor();
            double routed = moe.expertProjections(hidden).stream()
                    .mapToLong(Projection::parameters)
                    .sum();
            return new ParameterShare(dense, routed / ways);
        }
        return new ParameterShare(dense + split(layer.feedForward().projections(hidden), shard.tensor()), 0);
    }

    /** Token and position embedding of the first stage. */
    public static double embedding(Transformer model, Shard shard) {
        double rows = model.vocabulary().padded(shard.tensor()) / (double) shard.tensor()
                + model.vocabulary().positions();
        return rows * model.hidden();
    }

    /** Head matrix of the last stage (its own copy even when tied to another stage's embedding) and final norm. */
    public static double head(Transformer model, Shard shard) {
        return (double) model.vocabulary().padded(shard.tensor()) / shard.tensor() * model.hidden() + norm(model);
    }

    /** What embedding and head share on a rank that holds both. */
    public static double tied(Transformer model, Shard shard) {
        return model.vocabulary().tied() ? head(model, shard) - norm(model) : 0;
    }

    private static long norm(Transformer model) {
        Normalization kind = model.normalization();
        return kind.parameters(model.hidden());
    }

    private static double split(List<Projection> maps, int tensor) {
        double sum = 0;
        for (Projection map : maps) {
            boolean replicated = map.split() == Projection.Split.REPLICATED;
            sum += map.parameters() / (replicated ? 1.0 : tensor);
        }
        return sum;
    }
}
