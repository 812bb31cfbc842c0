package dev.shardwright.simulator.memory;

import dev.shardwright.simulator.model.Attention;
import dev.shardwright.simulator.model.DenseFeedForward;
import dev.shardwright.simulator.model.Layer;
import dev.shardwright.simulator.model.MixtureOfExperts;
import dev.shardwright.simulator.model.Normalization;
import dev.shardwright.simulator.model.SelfAttention;
import dev.shardwright.simulator.model.Transformer;
import dev.shardwright.simulator.operator.Recipe;
import dev.shardwright.simulator.operator.Shard;
import dev.shardwright.simulator.stack.AttentionKernel;
import dev.shardwright.simulator.stack.KernelStyle;
import dev.shardwright.simulator.stack.Kernels;
import dev.shardwright.simulator.stack.MemoryRules.ActivationRule;
import dev.shardwright.simulator.stack.MemoryRules.ActivationRule.SavedInput;

/**
 * Bytes that one micro-batch leaves on a rank between a layer's forward and backward pass (Korthikanti et al. 2022,
 * section 4, generalised to grouped heads, gated and routed feed-forward blocks); docs/model/activations.md.
 */
public final class ActivationBytes {
    private static final int ELEMENT = 2;

    /** Softmax statistics that flash attention keeps per query and head (fp32). */
    private static final int LOG_SUM_EXP = 4;

    /** Copies of the stream that an eager RMSNorm keeps beyond its input and output: the fp32 upcast and its product. */
    private static final int EAGER_NORM = 8;

    private final Transformer model;
    private final Layer layer;
    private final Shard shard;
    private final Kernels kernels;
    private final ActivationRule rule;
    private final double operand;

    public ActivationBytes(Transformer model, Layer layer, Shard shard, Recipe recipe, ActivationRule rule) {
        this.model = model;
        this.layer = layer;
        this.shard = shard;
        this.kernels = recipe.kernels();
        this.rule = rule;
        this.operand = operandBytes(recipe);
    }

    /** Bytes per element of an input kept for its weight gradient: already converted where the cast is fused. */
    private static double operandBytes(Recipe recipe) {
        double converted = recipe.precision().operands().bytesPerElement();
        return recipe.kernels().fusion().cast() == KernelStyle.FUSED ? Math.min(ELEMENT, converted) : ELEMENT;
    }

    /** Of the embedding: its dropout mask; the output is the first layer's input. */
    public static double embedding(Transformer model, Shard shard, ActivationRule rule) {
        return rule.dropoutMask() * shard.outerTokens() * model.hidden();
    }

    /** Of the head: the inputs of the final norm and of the product with the vocabulary. */
    public static double head(Transformer model, Shard shard, ActivationRule rule) {
        double inputTokens = rule.savedInput() == SavedInput.GATHERED ? shard.tokens() : shard.outerTokens();
        return ELEMENT * (shard.outerTokens() + inputTokens) * model.hidden();
    }

    /** Everything kept. */
    public double kept() {
        return outside() + attentionInside() + core() + feedForward();
    }

    /** The attention core dropped (selective recomputation). */
    public double withoutCore() {
        return kept() - core();
    }

    /** Only the layer's input kept (full recomputation). */
    public double inputOnly() {
        return rule.recomputedLayerCopies() * ELEMENT * shard.outerTokens() * model.hidden();
    }

    /** Norm inputs, block inputs and dropout masks of the residual stream: split only by sequence parallelism. */
    private double outside() {
        double blocks = 2;
        double inputTokens = rule.savedInput() == SavedInput.GATHERED ? shard.tokens() : shard.outerTokens();
        double inputs = blocks * operand * model.hidden() * inputTokens;
        double perToken = blocks * (ELEMENT + rule.dropoutMask()) * model.hidden();
        if (model.normalization() == Normalization.RMS_NORM && kernels.fusion().norm() == KernelStyle.EAGER) {
            perToken += layer.norms() * (double) EAGER_NORM * model.hidden();
        }
        return inputs + shard.outerTokens() * perToken;
    }

    /** Queries, keys, values and the input of the output projection, with its copy in operand format if converted. */
    private double attentionInside() {
        Attention a = layer.attention();
        double queryKeys = (double) (a.heads() + a.kvHeads()) * a.queryKeyWidth();
        double values = (double) (a.heads() + a.kvHeads()) * a.valueWidth();
        boolean rotary = !(a instanceof SelfAttention self) || self.traits().contains(SelfAttention.Trait.ROTARY);
        double rotated = rotary && kernels.fusion().rotary() == KernelStyle.EAGER ? queryKeys : 0;
        double output = (double) a.heads() * a.valueWidth();
        double converted = operand < ELEMENT ? operand * output : 0;
        double copies = ELEMENT * (outputs() - 1) * output;
        return shard.tokens() * (ELEMENT * (queryKeys + values + rotated) + converted + copies) / shard.tensor();
    }

    /** Copies of the attention's output: the kernel's own, and a second one where it has to be laid out anew. */
    private double outputs() {
        return switch (kernels.attention()) {
            case FLASH1, FLASH2 -> rule.flashOutputs();
            default -> 1;
        };
    }

    /** Scores and probabilities of unfused attention, or the softmax statistics of flash attention. */
    private double core() {
        Attention a = layer.attention();
        double heads = a.heads() / (double) shard.tensor();
        if (!kernels.attention().materialisesScores()) {
            return LOG_SUM_EXP * heads * shard.tokens();
        }
        return bytesPerScore() * heads * shard.tokens() * (double) shard.sequenceLength();
    }

    /** Probabilities before and after dropout and its mask; eager code also keeps the masked scores and their mask. */
    private double bytesPerScore() {
        double fused = 2 * ELEMENT + rule.dropoutMask();
        return kernels.attention() == AttentionKernel.UNFUSED ? fused + ELEMENT + 1 : fused;
    }

    private double feedForward() {
        if (layer.feedForward() instanceof MixtureOfExperts moe) {
            return experts(moe);
        }
        DenseFeedForward dense = (DenseFeedForward) layer.feedForward();
        return shard.tokens() * inner(dense) / shard.tensor();
    }

    /** Bytes per token between the maps: the up-projection, and what the activation's backward needs. */
    private double inner(DenseFeedForward dense) {
        int kept = 1;
        if (dense.activation().gated()) {
            kept = kernels.fusion().activation() == KernelStyle.FUSED ? 2 : 3;
        }
        return (ELEMENT * kept + operand) * dense.inner();
    }

    private double experts(MixtureOfExperts moe) {
        double routed = shard.tokens() / (double) shard.tensor() * moe.topK();
        double received = routed * shard.expert().tensor();
        double permuted = (operand + ELEMENT) * received * model.hidden();
        double inside = received * inner(moe.expert()) / shard.expert().tensor();
        double shared = moe.shared()
                .map(s -> shard.tokens() * inner(s) / shard.tensor())
                .orElse(0.0);
        return permuted + inside + shared;
    }
}
