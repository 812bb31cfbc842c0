package dev.shardwright.simulator.operator;

import dev.shardwright.simulator.hardware.Collective;
import dev.shardwright.simulator.model.Projection;
import dev.shardwright.simulator.model.Transformer;
import dev.shardwright.simulator.stack.MemoryRules.LogitsRule.Placement;
import dev.shardwright.simulator.unit.Bytes;

/** Embedding look-up, final norm, language-model head and loss on one rank. */
public final class HeadWork {
    private HeadWork() {}

    /** Final norm, logits, cross-entropy. The head stays in 16 bit under every recipe. */
    public static LayerWork head(Transformer model, Shard shard, Recipe recipe) {
        WorkBuilder work = new WorkBuilder(shard, recipe);
        long tokens = shard.tokens();
        int padded = model.vocabulary().padded(shard.tensor());
        long columns = padded / shard.tensor();
        work.norm("final_norm", model.normalization(), shard.outerTokens() * model.hidden());
        work.add(new Gemm(
                "head",
                new Gemm.Shape(tokens, columns, model.hidden(), 1),
                recipe.adaptation().trainsEnds() ? Gemm.Role.WEIGHT : Gemm.Role.FROZEN_WEIGHT,
                recipe.precision().highPrecision()));
        boolean gathered = recipe.logits() == Placement.GATHERED && shard.tensor() > 1;
        double logits = (double) tokens * (gathered ? padded : columns);
        work.add(ElementwiseTraffic.loss(recipe.kernels().fusion().loss()).over("loss", logits));
        if (gathered) {
            work.forwardOnly(new Transfer(
                    "head.gather_logits",
                    Transfer.Dimension.TENSOR,
                    Collective.ALL_GATHER,
                    Bytes.of(logits * work.elementBytes())));
        }
        work.tensorHead("head.tensor", model.hidden());
        return work.build();
    }

    /** Joining the hidden state and the next token's embedding for a prediction layer (DeepSeek-V3, section 2.2). */
    public static LayerWork join(Transformer model, Shard shard, Recipe recipe) {
        WorkBuilder work = new WorkBuilder(shard, recipe);
        work.norm("prediction.norms", model.normalization(), 2 * shard.outerTokens() * model.hidden());
        new LinearWork(model.layers().get(model.layers().size() - 1), work)
                .add(
                        Projection.of(
                                "prediction.join", 2 * model.hidden(), model.hidden(), Projection.Split.COLUMN, false),
                        shard.tokens(),
                        shard.tensor());
        work.tensorHead("prediction.tensor", model.hidden());
        return work.build();
    }

    public static LayerWork embedding(Transformer model, Shard shard, Recipe recipe) {
        WorkBuilder work = new WorkBuilder(shard, recipe);
        double elements = (double) shard.tokens() * model.hidden();
        work.add(
                recipe.adaptation().trainsEnds()
                        ? ElementwiseTraffic.EMBEDDING.over("embedding", elements)
                        : ElementwiseTraffic.EMBEDDING.forwardOnly("embedding", elements));
        work.tensorEmbedding("embedding.tensor", model.hidden());
        return work.build();
    }
}
