package dev.shardwright.simulator.operator;

import dev.shardwright.simulator.hardware.Collective;
import dev.shardwright.simulator.layout.ContextMethod;
import dev.shardwright.simulator.model.Attention;
import dev.shardwright.simulator.model.DenseFeedForward;
import dev.shardwright.simulator.model.Layer;
import dev.shardwright.simulator.model.MixtureOfExperts;
import dev.shardwright.simulator.model.Projection;
import dev.shardwright.simulator.model.SelfAttention;
import dev.shardwright.simulator.model.Transformer;
import dev.shardwright.simulator.stack.AttentionKernel;
import dev.shardwright.simulator.unit.Bytes;
import java.util.List;

/** The work of one decoder layer on one rank. Formulas in docs/model/operators.md. */
public final class DecoderWork {

    /** Megatron's fused softmax takes sequences x heads of a rank in fours, else the framework's own kernels run. */
    private static final int FUSED_SOFTMAX_ROWS = 4;

    private final Transformer model;
    private final Layer layer;
    private final Shard shard;
    private final WorkBuilder work;
    private final LinearWork linear;

    private DecoderWork(Transformer model, Layer layer, Shard shard, Recipe recipe) {
        this.model = model;
        this.layer = layer;
        this.shard = shard;
        this.work = new WorkBuilder(shard, recipe);
        this.linear = new LinearWork(layer, work);
    }

    public static LayerWork of(Transformer model, Layer layer, Shard shard, Recipe recipe) {
        DecoderWork decoder = new DecoderWork(model, layer, shard, recipe);
        decoder.attention();
        decoder.feedForward();
        return decoder.work.build();
    }

    /** Only the attention core of the layer, as selective recomputation runs it again. */
    public static LayerWork attentionCore(Transformer model, Layer layer, Shard shard, Recipe recipe) {
        DecoderWork decoder = new DecoderWork(model, layer, shard, recipe);
        decoder.core(layer.attention());
        return decoder.work.build();
    }

    /** Only the feed-forward block (or the experts), without norm and residual. */
    public static LayerWork feedForward(Transformer model, Layer layer, Shard shard, Recipe recipe) {
        DecoderWork decoder = new DecoderWork(model, layer, shard, recipe);
        decoder.block();
        return decoder.work.build();
    }

    private double outerElements() {
        return shard.outerTokens() * model.hidden();
    }

    private void attention() {
        Attention attention = layer.attention();
        List<Projection> maps = attention.projections(model.hidden());
        work.norm("attention.norm", model.normalization(), outerElements() * layer.norms() / 2);
        for (Projection map : maps.subList(0, maps.size() - 1)) {
            linear.add(map, shard.tokens(), shard.tensor());
        }
        headNorm(attention);
        rotary(attention);
        contextTraffic(attention);
        core(attention);
        linear.add(maps.get(maps.size() - 1), shard.tokens(), shard.tensor());
        work.tensorBlock("attention.tensor", model.hidden(), linear.needsInput(maps.get(0)));
        work.add(ElementwiseTraffic.RESIDUAL.over("attention.residual", outerElements()));
    }

    /** Norms of every query and key head (Qwen3). */
    private void headNorm(Attention attention) {
        if (attention instanceof SelfAttention self && self.traits().contains(SelfAttention.Trait.HEAD_NORM)) {
            double width = (double) (self.heads() + self.kvHeads()) * self.queryKeyWidth() / shard.tensor();
            work.norm("attention.head_norm", model.normalization(), shard.tokens() * width);
        }
    }

    private void rotary(Attention attention) {
        if (attention instanceof SelfAttention self && !self.traits().contains(SelfAttention.Trait.ROTARY)) {
            return;
        }
        double width = attention.rotatedWidth() / (double) shard.tensor();
        work.add(ElementwiseTraffic.rotary(work.recipe().kernels().fusion().rotary())
                .over("attention.rotary", shard.tokens() * width));
    }

    private long headsOnRank() {
        return Math.max(1, layer.attention().heads() / shard.tensor());
    }

    private long keyValueHeadsOnRank() {
        return Math.max(1, layer.attention().kvHeads() / shard.tensor());
    }

    private void core(Attention attention) {
        long heads = shard.sequences() * headsOnRank();
        long queries = shard.sequenceLength() / shard.context().ways();
        double keys = attention.averageKeys(shard.documentLength());
        AttentionKernel kernel = work.recipe().kernels().attention();
        if (kernel.materialisesScores()) {
            unfusedCore(attention, heads, queries);
            return;
        }
        work.add(new AttentionCore(
                "attention.core",
                new AttentionCore.Extent(
                        heads,
                        shard.sequences() * keyValueHeadsOnRank(),
                        queries,
                        keys,
                        attention.queryKeyWidth(),
                        attention.valueWidth()),
                AttentionCore.Pass.FORWARD,
                work.recipe().precision().highPrecision()));
    }

    private void unfusedCore(Attention attention, long heads, long queries) {
        long keys = shard.sequenceLength();
        var format = work.recipe().precision().highPrecision();
        work.add(new Gemm(
                "attention.scores",
                new Gemm.Shape(queries, keys, attention.queryKeyWidth(), heads),
                Gemm.Role.ACTIVATION,
                format));
        boolean fused =
                work.recipe().kernels().attention() == AttentionKernel.FUSED_SOFTMAX && heads % FUSED_SOFTMAX_ROWS == 0;
        ElementwiseTraffic softmax = fused ? ElementwiseTraffic.SCORES_FUSED : ElementwiseTraffic.SCORES_EAGER;
        work.add(softmax.over("attention.softmax", (double) heads * queries * keys));
        work.add(new Gemm(
                "attention.values",
                new Gemm.Shape(queries, attention.valueWidth(), keys, heads),
                Gemm.Role.ACTIVATION,
                format));
    }

    /** Keys and values to (and their gradients from) the other ranks of the context group. */
    private void contextTraffic(Attention attention) {
        int ways = shard.context().ways();
        if (ways == 1) {
            return;
        }
        double keyValues = (double) keyValueHeadsOnRank() * (attention.queryKeyWidth() + attention.valueWidth());
        double perToken = work.elementBytes() * keyValues;
        if (shard.context().method() == ContextMethod.ULYSSES) {
            exchange(attention, perToken, Transfer.Dimension.CONTEXT);
            return;
        }
        if (shard.context().inside() > 1) {
            exchange(attention, perToken, Transfer.Dimension.CONTEXT_INSIDE);
        }
        // After the inner exchange a rank has its share of the heads, of all tokens of its node.
        Bytes all = Bytes.of(
                shard.tokens() * (double) ways * perToken / shard.context().inside());
        work.both(new Transfer("attention.keys_values", Transfer.Dimension.CONTEXT, Collective.ALL_GATHER, all));
        work.backwardOnly(new Transfer(
                "attention.key_value_gradients", Transfer.Dimension.CONTEXT, Collective.REDUCE_SCATTER, all));
    }

    /** Queries, keys, values and output: heads for tokens and back. */
    private void exchange(Attention attention, double keyValueBytes, Transfer.Dimension dimension) {
        double queries = (double) headsOnRank() * (attention.queryKeyWidth() + attention.valueWidth());
        Bytes buffer = Bytes.of(shard.tokens() * (keyValueBytes + work.elementBytes() * queries));
        work.both(new Transfer("attention.exchange", dimension, Collective.ALL_TO_ALL, buffer));
    }

    private void feedForward() {
        work.norm("feed_forward.norm", model.normalization(), outerElements() * layer.norms() / 2);
        block();
        work.add(ElementwiseTraffic.RESIDUAL.over("feed_forward.residual", outerElements()));
    }

    private void block() {
        if (layer.feedForward() instanceof MixtureOfExperts experts) {
            new ExpertWork(model.hidden(), shard, work, linear).add(experts);
        } else if (layer.feedForward() instanceof DenseFeedForward dense) {
            List<Projection> maps = dense.projections(model.hidden());
            linear.add(maps.get(0), shard.tokens(), shard.tensor());
            activation(work, dense, shard.tokens() * (double) dense.inner() / shard.tensor());
            linear.add(maps.get(1), shard.tokens(), shard.tensor());
            work.tensorBlock("feed_forward.tensor", model.hidden(), linear.needsInput(maps.get(0)));
        }
    }

    static void activation(WorkBuilder work, DenseFeedForward dense, double elements) {
        work.add(ElementwiseTraffic.activation(
                        dense.activation().gated(),
                        work.recipe().kernels().fusion().activation())
                .over("activation", elements));
    }
}
