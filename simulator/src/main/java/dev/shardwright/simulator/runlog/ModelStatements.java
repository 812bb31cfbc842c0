package dev.shardwright.simulator.runlog;

import dev.shardwright.simulator.model.DenseFeedForward;
import dev.shardwright.simulator.model.FeedForward;
import dev.shardwright.simulator.model.LatentAttention;
import dev.shardwright.simulator.model.Layer;
import dev.shardwright.simulator.model.MixtureOfExperts;
import dev.shardwright.simulator.model.Normalization;
import dev.shardwright.simulator.model.SelfAttention;
import dev.shardwright.simulator.model.Transformer;
import java.util.List;
import java.util.stream.IntStream;

/** The shape of a model in the fields of measured runs, from which the same shape can be read again. */
public final class ModelStatements {
    private final Transformer model;
    private final String where;
    private final Statements stated;

    private ModelStatements(Transformer model, String where, Statements stated) {
        this.model = model;
        this.where = where;
        this.stated = stated;
    }

    /** States the whole shape; {@code where} names the option or file. */
    public static void state(Transformer model, String where, Statements stated) {
        ModelStatements statements = new ModelStatements(model, where, stated);
        statements.trunk();
        statements.attention();
        statements.feedForward();
    }

    private void trunk() {
        stated.suggest(Fact.MODEL_NAME, model.name(), where);
        stated.suggest(Fact.MODEL_FAMILY, family(), where);
        stated.state(Fact.LAYERS, model.layers().size(), where);
        stated.state(Fact.HIDDEN, model.hidden(), where);
        stated.state(Fact.VOCABULARY, model.vocabulary().size(), where);
        stated.state(Fact.TIED, model.vocabulary().tied(), where);
        stated.suggest(Fact.PARAMETERS, model.parameters().total(), where);
    }

    /** The family with these norms, positions and biases: measured runs name it instead of stating them. */
    private String family() {
        if (model.normalization() == Normalization.RMS_NORM) {
            return "llama";
        }
        if (model.vocabulary().positions() > 0) {
            return "gpt";
        }
        if (model.layers().get(0).attention() instanceof SelfAttention self) {
            boolean rotary = self.traits().contains(SelfAttention.Trait.ROTARY);
            boolean biased = self.traits().contains(SelfAttention.Trait.OUTPUT_BIAS);
            return !rotary ? "gpt (alibi)" : biased ? "gpt-neox" : "nemotron";
        }
        return "llama";
    }

    private void attention() {
        Layer first = model.layers().get(0);
        if (first.attention() instanceof LatentAttention latent) {
            stated.state(Fact.ATTENTION, "mla", where);
            stated.state(Fact.HEADS, latent.heads(), where);
            if (latent.queryRank() > 0) {
                stated.state(Fact.QUERY_RANK, latent.queryRank(), where);
            }
            stated.state(Fact.KEY_VALUE_RANK, latent.keyValueRank(), where);
            stated.state(Fact.POSITION_FREE, latent.widths().positionFree(), where);
            stated.state(Fact.ROTARY, latent.widths().rotary(), where);
            stated.state(Fact.VALUE_WIDTH, latent.widths().value(), where);
        } else if (first.attention() instanceof SelfAttention self) {
            stated.state(Fact.HEADS, self.heads(), where);
            stated.state(Fact.KV_HEADS, self.kvHeads(), where);
            stated.state(Fact.HEAD_DIM, self.headWidth(), where);
            if (self.traits().contains(SelfAttention.Trait.HEAD_NORM)) {
                stated.state(Fact.QK_NORM, true, where);
            }
            window();
        }
    }

    /** Rows can say that every n-th layer, from the first, has the window. */
    private void window() {
        List<Integer> windowed = IntStream.range(0, model.layers().size())
                .filter(i -> model.layers().get(i).attention().window() > 0)
                .boxed()
                .toList();
        if (!windowed.isEmpty() && windowed.get(0) == 0) {
            stated.state(Fact.WINDOW, model.layers().get(0).attention().window(), where);
            stated.state(
                    Fact.WINDOW_EVERY,
                    windowed.size() > 1 ? windowed.get(1) : model.layers().size(),
                    where);
        }
    }

    private void feedForward() {
        int dense = 0;
        for (Layer layer : model.layers()) {
            FeedForward block = layer.feedForward();
            if (block instanceof MixtureOfExperts experts) {
                experts(experts, dense);
                return;
            }
            if (block instanceof DenseFeedForward plain && dense++ == 0) {
                stated.state(Fact.FEED_FORWARD, plain.inner(), where);
                stated.state(Fact.GATED, plain.activation().gated(), where);
            }
        }
    }

    private void experts(MixtureOfExperts experts, int dense) {
        int width = experts.expert().inner();
        stated.suggest(Fact.FEED_FORWARD, width, where);
        stated.state(Fact.GATED, experts.expert().activation().gated(), where);
        stated.state(Fact.EXPERTS, experts.experts(), where);
        stated.state(Fact.TOP_K, experts.topK(), where);
        stated.state(Fact.EXPERT_FEED_FORWARD, width, where);
        stated.state(Fact.DENSE_LAYERS, dense, where);
        experts.shared().ifPresent(shared -> stated.state(Fact.SHARED_EXPERT, shared.inner(), where));
    }
}
