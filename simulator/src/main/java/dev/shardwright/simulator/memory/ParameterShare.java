package dev.shardwright.simulator.memory;

import dev.shardwright.simulator.job.Adaptation;
import dev.shardwright.simulator.job.Adapter;
import dev.shardwright.simulator.job.BaseFormat;
import dev.shardwright.simulator.model.Layer;
import dev.shardwright.simulator.model.MixtureOfExperts;
import dev.shardwright.simulator.model.Normalization;
import dev.shardwright.simulator.model.ParameterLine;
import dev.shardwright.simulator.model.Projection;
import dev.shardwright.simulator.model.Transformer;
import dev.shardwright.simulator.operator.Recipe;
import dev.shardwright.simulator.operator.Shard;
import dev.shardwright.simulator.unit.Bytes;
import java.util.List;

/**
 * What one rank holds of a layer or of the model's ends: trained parameters, dense ones and those of routed experts
 * (another data-parallel group), and the bytes of weights that are not trained.
 */
public record ParameterShare(double dense, double expert, FrozenWeights frozen) {
    private static final double BITS_PER_BYTE = 8;

    /** A rank that holds the embedding and a tied head has two uses of one matrix. */
    public static final ParameterShare NONE = new ParameterShare(0, 0, FrozenWeights.NONE);

    public static ParameterShare of(Transformer model, Layer layer, Shard shard, Recipe recipe) {
        int hidden = model.hidden();
        double maps = split(layer.attention().projections(hidden), shard.tensor());
        double others = layer.attention().extras(hidden).stream()
                .mapToLong(ParameterLine::total)
                .sum();
        others += layer.norms() * (double) norm(model);
        double routed = 0;
        if (layer.feedForward() instanceof MixtureOfExperts moe) {
            others += moe.router(hidden).parameters();
            maps += split(moe.sharedProjections(hidden), shard.tensor());
            routed = moe.expertProjections(hidden).stream()
                            .mapToLong(Projection::parameters)
                            .sum()
                    / ((double) shard.expert().ways() * shard.expert().tensor());
        } else {
            maps += split(layer.feedForward().projections(hidden), shard.tensor());
        }
        if (recipe.adaptation().trainsLayers()) {
            return new ParameterShare(maps + others, routed, FrozenWeights.NONE);
        }
        return adapted(layer, hidden, shard, recipe, new FrozenCounts(maps, others, routed));
    }

    /** Parameters of one rank that adapters leave alone: dense maps, norms and routers, maps of routed experts. */
    private record FrozenCounts(double maps, double others, double routed) {}

    private static ParameterShare adapted(Layer layer, int hidden, Shard shard, Recipe recipe, FrozenCounts counts) {
        Adaptation adaptation = recipe.adaptation();
        double whole = recipe.precision().storageBytes();
        BaseFormat base = adaptation.base();
        double apart = base.unshardedBits() / BITS_PER_BYTE;
        double each = base.quantised() ? base.bits() / BITS_PER_BYTE - apart : whole;
        FrozenWeights frozen = new FrozenWeights(
                Bytes.of(each * counts.maps() + whole * counts.others()),
                Bytes.of(each * counts.routed()),
                Bytes.of(apart * (counts.maps() + counts.routed())),
                Bytes.of(base.quantised() ? whole * largest(layer, hidden, shard) : 0));
        double dense = adapters(adaptation, layer, layer.attention().projections(hidden), shard.tensor());
        if (layer.feedForward() instanceof MixtureOfExperts moe) {
            dense += adapters(adaptation, layer, moe.sharedProjections(hidden), shard.tensor());
            double routed = adapters(
                            adaptation,
                            layer,
                            moe.expertProjections(hidden),
                            shard.expert().tensor())
                    / shard.expert().ways();
            return new ParameterShare(dense, routed, frozen);
        }
        dense += adapters(adaptation, layer, layer.feedForward().projections(hidden), shard.tensor());
        return new ParameterShare(dense, 0, frozen);
    }

    private static double adapters(Adaptation adaptation, Layer layer, List<Projection> maps, int ways) {
        double sum = 0;
        for (Projection map : maps) {
            for (Adapter adapter : adaptation.adapters(layer, map)) {
                sum += adapter.parametersOnRank(ways);
            }
        }
        return sum;
    }

    /** Weights of the largest single matrix on a rank; gated up-projections are two. */
    private static double largest(Layer layer, int hidden, Shard shard) {
        double most = 0;
        for (Projection map : layer.feedForward().projections(hidden)) {
            double parts = map.name().endsWith("gate_up") ? 2 : 1;
            most = Math.max(most, (double) map.inputs() * map.outputs() / parts / shard.tensor());
        }
        return most;
    }

    /** Token and position embedding of the first stage. */
    public static ParameterShare embedding(Transformer model, Shard shard, Recipe recipe) {
        double rows = model.vocabulary().padded(shard.tensor()) / (double) shard.tensor()
                + model.vocabulary().positions();
        return end(rows * model.hidden(), recipe);
    }

    /** The map of two hidden vectors into one before a prediction layer. */
    public static ParameterShare join(Transformer model, Shard shard, Recipe recipe) {
        return end(2.0 * model.hidden() * model.hidden() / shard.tensor(), recipe);
    }

    public ParameterShare plus(ParameterShare other) {
        return new ParameterShare(dense + other.dense, expert + other.expert, frozen.plus(other.frozen));
    }

    /** Head matrix of the last stage (its own copy even when tied to another stage's embedding) and final norm. */
    public static ParameterShare head(Transformer model, Shard shard, Recipe recipe) {
        return end(matrix(model, shard) + norm(model), recipe);
    }

    /** What embedding and head share on a rank that holds both. */
    public static ParameterShare tied(Transformer model, Shard shard, Recipe recipe) {
        return model.vocabulary().tied() ? end(matrix(model, shard), recipe) : NONE;
    }

    private static double matrix(Transformer model, Shard shard) {
        return (double) model.vocabulary().padded(shard.tensor()) / shard.tensor() * model.hidden();
    }

    /** Beside adapters a trained end is a copy of a frozen original. */
    private static ParameterShare end(double parameters, Recipe recipe) {
        Adaptation adaptation = recipe.adaptation();
        FrozenWeights original = adaptation.trainsLayers()
                ? FrozenWeights.NONE
                : new FrozenWeights(
                        Bytes.of(recipe.precision().storageBytes() * parameters), Bytes.ZERO, Bytes.ZERO, Bytes.ZERO);
        return new ParameterShare(adaptation.trainsEnds() ? parameters : 0, 0, original);
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
