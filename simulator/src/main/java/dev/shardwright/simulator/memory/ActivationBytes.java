package dev.shardwright.simulator.memory;

import dev.shardwright.simulator.job.Adaptation;
import dev.shardwright.simulator.job.Adapter;
import dev.shardwright.simulator.layout.Recompute.Part;
import dev.shardwright.simulator.model.Attention;
import dev.shardwright.simulator.model.DenseFeedForward;
import dev.shardwright.simulator.model.LatentAttention;
import dev.shardwright.simulator.model.Layer;
import dev.shardwright.simulator.model.MixtureOfExperts;
import dev.shardwright.simulator.model.Normalization;
import dev.shardwright.simulator.model.Projection;
import dev.shardwright.simulator.model.SelfAttention;
import dev.shardwright.simulator.model.Transformer;
import dev.shardwright.simulator.operator.Recipe;
import dev.shardwright.simulator.operator.Shard;
import dev.shardwright.simulator.stack.AttentionKernel;
import dev.shardwright.simulator.stack.KernelStyle;
import dev.shardwright.simulator.stack.Kernels;
import dev.shardwright.simulator.stack.MemoryRules.ActivationRule;
import dev.shardwright.simulator.stack.MemoryRules.ActivationRule.SavedInput;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Bytes that one micro-batch leaves on a rank between a layer's forward and backward pass (Korthikanti et al. 2022,
 * section 4, generalised to grouped heads, gated and routed feed-forward blocks); docs/model/activations.md.
 */
public final class ActivationBytes {
    /** Softmax statistics that flash attention keeps per query and head (fp32). */
    private static final int LOG_SUM_EXP = 4;

    /** One dropout mask element. */
    private static final int MASK = 1;

    /** Copies of the stream that an eager RMSNorm keeps beyond its input and output: the fp32 upcast and its product. */
    private static final int EAGER_NORM = 8;

    private final Transformer model;
    private final Layer layer;
    private final Shard shard;
    private final Kernels kernels;
    private final ActivationRule rule;
    /** Bytes of an element of the residual stream and of what attention and feed-forward keep. */
    private final double element;

    private final double operand;
    private final Adaptation adaptation;

    public ActivationBytes(Transformer model, Layer layer, Shard shard, Recipe recipe, ActivationRule rule) {
        this.model = model;
        this.layer = layer;
        this.shard = shard;
        this.kernels = recipe.kernels();
        this.rule = rule;
        this.element = recipe.precision().storageBytes();
        this.operand = operandBytes(recipe);
        this.adaptation = recipe.adaptation();
    }

    /** Bytes per element of an input kept for its weight gradient: already converted where the cast is fused. */
    private static double operandBytes(Recipe recipe) {
        double stored = recipe.precision().storageBytes();
        double converted = recipe.precision().operands().bytesPerElement();
        return recipe.kernels().fusion().cast() == KernelStyle.FUSED ? Math.min(stored, converted) : stored;
    }

    /** Of the embedding: its dropout mask; the output is the first layer's input. */
    public static double embedding(Transformer model, Shard shard, ActivationRule rule) {
        return rule.dropoutMask() * shard.outerTokens() * model.hidden();
    }

    /** Of the head: the inputs of the final norm and of the product with the vocabulary. */
    public static double head(Transformer model, Shard shard, Recipe recipe, ActivationRule rule) {
        double inputTokens = rule.savedInput() == SavedInput.GATHERED ? shard.tokens() : shard.outerTokens();
        return recipe.precision().storageBytes() * (shard.outerTokens() + inputTokens) * model.hidden();
    }

    /** Everything kept. */
    public double kept() {
        return outside() + attentionInside() + core() + feedForward();
    }

    /**
     * What dropping each part and computing it again saves. Of a block no more is credited than the input of its last map,
     * although all inside could go: the one public measurement shows no more (docs/model/activations.md).
     */
    public Map<Part, Double> parts() {
        Map<Part, Double> saved = new EnumMap<>(Part.class);
        boolean experts = layer.feedForward() instanceof MixtureOfExperts;
        saved.put(Part.ATTENTION_CORE, core());
        saved.put(Part.NORMS, norms());
        saved.put(Part.ACTIVATION, activation());
        saved.put(Part.LATENT_UP, latentUp());
        saved.put(experts ? Part.EXPERTS : Part.MLP, activation());
        return saved;
    }

    /**
     * Outputs of the norms that are kernels of their own, which are the inputs of what follows: before latent attention and
     * before the router. Other norms are one kernel with the product after them.
     */
    private double norms() {
        double inputTokens = rule.savedInput() == SavedInput.GATHERED ? shard.tokens() : shard.outerTokens();
        double elements = model.hidden() * inputTokens;
        double first = layer.attention() instanceof LatentAttention
                ? input(layer.attention().projections(model.hidden()).get(0), elements)
                : 0;
        return first + (layer.feedForward() instanceof MixtureOfExperts ? feedForwardInput(elements) : 0);
    }

    /** The input of the map after the activation. */
    private double activation() {
        if (layer.feedForward() instanceof MixtureOfExperts moe) {
            return input(moe.expertProjections(model.hidden()).get(1), expertWidth(moe));
        }
        DenseFeedForward dense = (DenseFeedForward) layer.feedForward();
        return input(dense.projections(model.hidden()).get(1), innerElements(dense));
    }

    /** What dropping the up-projected queries, keys and values of latent attention saves. */
    private double latentUp() {
        if (!(layer.attention() instanceof LatentAttention latent)) {
            return 0;
        }
        double wide = (double) latent.heads() * (2 * latent.queryKeyWidth() + latent.valueWidth()) / shard.tensor();
        return element * shard.tokens() * Math.max(0, wide - latent.queryRank() - latent.keyValueRank());
    }

    /** Only the layer's input kept (full recomputation). */
    public double inputOnly() {
        return rule.recomputedLayerCopies() * element * shard.outerTokens() * model.hidden();
    }

    /**
     * The layer's input, the first, third, ... of its matrix products (query, value, gate, down map) and what its
     * attention yields; everything else is computed again. Routed experts' grouped products are all computed again.
     */
    public double everySecondProduct() {
        Attention a = layer.attention();
        double hidden = model.hidden();
        double inside = 2.0 * a.heads() * a.queryKeyWidth() + (double) a.kvHeads() * a.valueWidth();
        double outside = hidden * shard.outerTokens();
        if (layer.feedForward() instanceof DenseFeedForward dense) {
            inside += dense.inner();
            outside += hidden * shard.tokens();
        }
        return element * (outside + inside * shard.tokens() / shard.tensor()) + core();
    }

    /** Norm inputs, block inputs and dropout masks of the residual stream: split only by sequence parallelism. */
    private double outside() {
        double blocks = 2;
        double inputTokens = rule.savedInput() == SavedInput.GATHERED ? shard.tokens() : shard.outerTokens();
        double inputs = input(layer.attention().projections(model.hidden()).get(0), model.hidden() * inputTokens)
                + feedForwardInput(model.hidden() * inputTokens);
        double perToken = blocks * (element + rule.dropoutMask()) * model.hidden();
        if (model.normalization() == Normalization.RMS_NORM && kernels.fusion().norm() == KernelStyle.EAGER) {
            perToken += layer.norms() * (double) EAGER_NORM * model.hidden();
        }
        return inputs + shard.outerTokens() * perToken;
    }

    /** Routed experts read copies of the input, which are counted with them; it is kept for the router. */
    private double feedForwardInput(double elements) {
        if (layer.feedForward() instanceof DenseFeedForward dense) {
            return input(dense.projections(model.hidden()).get(0), elements);
        }
        return adaptation.trainsLayers() ? operand * elements : 0;
    }

    /**
     * What is kept of a map's input: the operand for its own weight gradient, or what its adapters' gradients need
     * (dropout gives each adapter a copy and a mask of its own, and the rank's width in between).
     */
    private double input(Projection map, double elements) {
        if (adaptation.trainsLayers()) {
            return operand * elements;
        }
        List<Adapter> adapters = adaptation.adapters(layer, map);
        if (adapters.isEmpty()) {
            return 0;
        }
        double thin = 0;
        for (Adapter adapter : adapters) {
            thin += element * shard.tokens() * (double) adapter.rank();
        }
        double copies = adaptation.dropout() > 0 ? adapters.size() * (element + MASK) : element;
        return copies * elements + thin;
    }

    /** Queries, keys, values and the input of the output projection, with its copy in operand format if converted. */
    private double attentionInside() {
        Attention a = layer.attention();
        double queryKeys = (double) (a.heads() + a.kvHeads()) * a.queryKeyWidth();
        double values = (double) (a.heads() + a.kvHeads()) * a.valueWidth();
        boolean rotary = !(a instanceof SelfAttention self) || self.traits().contains(SelfAttention.Trait.ROTARY);
        double rotated = rotary && kernels.fusion().rotary() == KernelStyle.EAGER ? queryKeys : 0;
        double output = (double) a.heads() * a.valueWidth();
        double copies = element * (outputs() - 1) * output;
        double elements = shard.tokens() * output / shard.tensor();
        return shard.tokens() * (element * (queryKeys + values + rotated) + copies) / shard.tensor()
                + outputInput(a, elements);
    }

    /** Copies of the attention's output: the kernel's own, and a second one where it has to be laid out anew. */
    private double outputs() {
        return switch (kernels.attention()) {
            case FLASH1, FLASH2 -> rule.flashOutputs();
            default -> 1;
        };
    }

    /** Beside the attention core's own output: its converted copy, or what adapters add. */
    private double outputInput(Attention a, double elements) {
        if (adaptation.trainsLayers()) {
            return operand < element ? operand * elements : 0;
        }
        List<Projection> maps = a.projections(model.hidden());
        double kept = input(maps.get(maps.size() - 1), elements);
        return adaptation.dropout() > 0 || kept == 0 ? kept : kept - element * elements;
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

    /** Probabilities; dropout's mask and output, if any; eager code also keeps the masked scores and their mask. */
    private double bytesPerScore() {
        double dropped = rule.dropoutMask() > 0 ? rule.dropoutMask() + element : 0;
        double fused = element + dropped;
        return kernels.attention() == AttentionKernel.UNFUSED ? fused + element + 1 : fused;
    }

    private double feedForward() {
        if (layer.feedForward() instanceof MixtureOfExperts moe) {
            return experts(moe);
        }
        DenseFeedForward dense = (DenseFeedForward) layer.feedForward();
        return innerElements(dense) * inner(dense) + activation();
    }

    private double innerElements(DenseFeedForward dense) {
        return shard.tokens() * (double) dense.inner() / shard.tensor();
    }

    /** Bytes per element between the maps: the up-projection, and what the activation's backward needs. */
    private double inner(DenseFeedForward dense) {
        int kept = 1;
        if (dense.activation().gated()) {
            kept = kernels.fusion().activation() == KernelStyle.FUSED ? 2 : 3;
        }
        return element * kept;
    }

    private double experts(MixtureOfExperts moe) {
        double hidden = received(moe) * model.hidden();
        double permuted = input(moe.expertProjections(model.hidden()).get(0), hidden) + element * hidden;
        double inside = expertWidth(moe) * inner(moe.expert()) + activation();
        return permuted + inside + moe.shared().map(s -> shared(moe, s)).orElse(0.0);
    }

    /** Copies of tokens that a rank's experts work on. */
    private double received(MixtureOfExperts moe) {
        double routed = shard.tokens() / (double) shard.tensor() * moe.topK();
        return routed * shard.expert().load() * shard.expert().tensor();
    }

    /** Elements between the two maps of the routed experts of a rank. */
    private double expertWidth(MixtureOfExperts moe) {
        return received(moe) * moe.expert().inner() / shard.expert().tensor();
    }

    private double shared(MixtureOfExperts moe, DenseFeedForward expert) {
        double elements = innerElements(expert);
        return elements * inner(expert)
                + input(moe.sharedProjections(model.hidden()).get(1), elements);
    }
}
