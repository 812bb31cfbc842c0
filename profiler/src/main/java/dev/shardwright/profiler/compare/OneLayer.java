package dev.shardwright.profiler.compare;

import dev.shardwright.profiler.kernel.AttentionBlock;
import dev.shardwright.profiler.kernel.DecoderLayer;
import dev.shardwright.profiler.kernel.ExpertLayer;
import dev.shardwright.profiler.kernel.GatedActivation;
import dev.shardwright.profiler.kernel.RmsNorm;
import dev.shardwright.profiler.kernel.TokenRouting;
import dev.shardwright.simulator.layout.ContextMethod;
import dev.shardwright.simulator.model.DenseFeedForward;
import dev.shardwright.simulator.model.FeedForward;
import dev.shardwright.simulator.model.Layer;
import dev.shardwright.simulator.model.MixtureOfExperts;
import dev.shardwright.simulator.model.Normalization;
import dev.shardwright.simulator.model.SelfAttention;
import dev.shardwright.simulator.model.Transformer;
import dev.shardwright.simulator.model.Vocabulary;
import dev.shardwright.simulator.operator.DecoderWork;
import dev.shardwright.simulator.operator.LayerWork;
import dev.shardwright.simulator.operator.Operator;
import dev.shardwright.simulator.operator.Recipe;
import dev.shardwright.simulator.operator.Shard;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Asks the simulator for the operators of a model of one layer, and picks from them. */
final class OneLayer {
    private static final String NORM = "attention.norm";
    private static final String ACTIVATION = "activation";
    private static final int NORMS = 2;

    /** A layer's work does not depend on it. */
    private static final Vocabulary ANY = new Vocabulary(1, 0, Set.of());

    private OneLayer() {}

    static LayerWork norm(RmsNorm norm, Recipe recipe) {
        DecoderLayer layer = layer(norm.rows(), norm.width(), 1);
        return only(NORM, whole(layer, recipe));
    }

    static LayerWork activation(GatedActivation activation, Recipe recipe) {
        DecoderLayer layer = layer(activation.rows(), 1, activation.width());
        return only(ACTIVATION, whole(layer, recipe));
    }

    private static DecoderLayer layer(long rows, long hidden, long inner) {
        return new DecoderLayer(1, rows, hidden, new DecoderLayer.Heads(1, 1, 1), inner);
    }

    private static LayerWork only(String name, LayerWork work) {
        return new LayerWork(only(name, work.forward()), only(name, work.backward()), List.of(), List.of());
    }

    private static List<Operator> only(String name, List<Operator> operators) {
        return operators.stream()
                .filter(operator ->
                        operator.name().equals(name) || operator.name().startsWith(name + "."))
                .toList();
    }

    static LayerWork whole(DecoderLayer kernel, Recipe recipe) {
        return whole(kernel.attentionBlock(), gated(kernel.inner()), recipe);
    }

    static LayerWork whole(ExpertLayer kernel, Recipe recipe) {
        TokenRouting routing = kernel.experts().routing();
        MixtureOfExperts experts = new MixtureOfExperts(
                Math.toIntExact(routing.experts()),
                Math.toIntExact(routing.topK()),
                gated(kernel.experts().inner()),
                Optional.empty(),
                Set.of());
        return whole(kernel.attention(), experts, recipe);
    }

    private static DenseFeedForward gated(long inner) {
        return new DenseFeedForward(Math.toIntExact(inner), DenseFeedForward.Activation.SWIGLU, false);
    }

    private static LayerWork whole(AttentionBlock kernel, FeedForward feedForward, Recipe recipe) {
        DecoderLayer.Heads heads = kernel.heads();
        SelfAttention attention = new SelfAttention(
                Math.toIntExact(heads.query()), Math.toIntExact(heads.keyValue()), heads.width(), 0, Set.of());
        Layer layer = new Layer(attention, feedForward, NORMS);
        Transformer model = new Transformer(
                "kernel", Math.toIntExact(kernel.hidden()), List.of(layer), ANY, Normalization.RMS_NORM, 0);
        return DecoderWork.of(model, layer, shard(kernel), recipe);
    }

    private static Shard shard(AttentionBlock kernel) {
        return new Shard(
                1,
                1,
                new Shard.ContextSplit(1, ContextMethod.RING),
                new Shard.ExpertSplit(1, 1),
                Math.toIntExact(kernel.sequences()),
                Math.toIntExact(kernel.length()));
    }
}
