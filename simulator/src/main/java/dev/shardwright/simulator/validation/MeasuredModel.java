package dev.shardwright.simulator.validation;

import static dev.shardwright.simulator.validation.Unscorable.need;
import static dev.shardwright.simulator.validation.Unscorable.size;

import dev.shardwright.simulator.model.Attention;
import dev.shardwright.simulator.model.DenseFeedForward;
import dev.shardwright.simulator.model.DenseFeedForward.Activation;
import dev.shardwright.simulator.model.FeedForward;
import dev.shardwright.simulator.model.LatentAttention;
import dev.shardwright.simulator.model.Layer;
import dev.shardwright.simulator.model.MixtureOfExperts;
import dev.shardwright.simulator.model.SelfAttention;
import dev.shardwright.simulator.model.Transformer;
import dev.shardwright.simulator.model.Vocabulary;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The model of a measured run; what a source leaves open follows from the family's published architecture. */
final class MeasuredModel {
    private final MeasuredRun.ModelShape shape;
    private final Architecture architecture;
    private final int positions;

    private MeasuredModel(MeasuredRun.ModelShape shape, Architecture architecture, int positions) {
        this.shape = shape;
        this.architecture = architecture;
        this.positions = positions;
    }

    /** @param vocabulary rows where the source does not state them; 0 when the stack has no documented default */
    static Transformer of(
            MeasuredRun.ModelShape shape, Optional<Architecture> stated, int sequenceLength, int vocabulary)
            throws Unscorable {
        Architecture family = Architecture.ofFamily(shape.family())
                .orElseThrow(() -> new Unscorable("the architecture '" + shape.family() + "' is not modelled"));
        return new MeasuredModel(shape, stated.orElse(family), sequenceLength).transformer(vocabulary);
    }

    private Transformer transformer(int defaultVocabulary) throws Unscorable {
        MeasuredRun.Trunk trunk = shape.trunk();
        int hidden = size(trunk.hidden(), "model.hidden");
        Integer rows =
                trunk.vocab() == null && defaultVocabulary > 0 ? Integer.valueOf(defaultVocabulary) : trunk.vocab();
        Set<Vocabulary.Trait> traits = EnumSet.noneOf(Vocabulary.Trait.class);
        if (Boolean.TRUE.equals(trunk.tiedEmbeddings())) {
            traits.add(Vocabulary.Trait.TIED);
        }
        int learned = architecture.positions() == Architecture.Positions.LEARNED ? positions : 0;
        return new Transformer(
                shape.name() == null ? "measured" : shape.name(),
                hidden,
                layers(size(trunk.layers(), "model.layers"), hidden),
                new Vocabulary(need(rows, "model.vocab"), learned, traits),
                architecture.normalization(),
                trunk.predictionLayers() == null ? 0 : trunk.predictionLayers());
    }

    private List<Layer> layers(int count, int hidden) throws Unscorable {
        List<Layer> layers = new ArrayList<>();
        MeasuredRun.Experts experts = shape.feedForward().experts();
        int dense = experts.present() ? (experts.denseLayers() == null ? 0 : experts.denseLayers()) : count;
        for (int i = 0; i < count; i++) {
            FeedForward feedForward = i < dense ? denseBlock() : expertBlock(experts);
            layers.add(new Layer(attention(hidden, i), feedForward, 2));
        }
        return layers;
    }

    private Attention attention(int hidden, int layer) throws Unscorable {
        MeasuredRun.AttentionShape attention = shape.attention();
        int heads = size(attention.heads().heads(), "model.heads");
        if ("mla".equals(attention.attention())) {
            return latent(heads, attention.latent());
        }
        int kvHeads =
                attention.heads().kvHeads() == null ? heads : attention.heads().kvHeads();
        int width = attention.heads().headDim() == null
                ? hidden / heads
                : attention.heads().headDim();
        Set<SelfAttention.Trait> traits = EnumSet.noneOf(SelfAttention.Trait.class);
        traits.addAll(architecture.attentionTraits());
        if (Boolean.TRUE.equals(attention.qkNorm())) {
            traits.add(SelfAttention.Trait.HEAD_NORM);
        }
        if (heads % kvHeads != 0) {
            throw new Unscorable("heads (" + heads + ") are not a multiple of key/value heads (" + kvHeads + ")");
        }
        return new SelfAttention(heads, kvHeads, width, window(attention.window(), layer), traits);
    }

    /** Every n-th layer looks through the window, the others see the whole prefix; the first layer has it. */
    private static int window(MeasuredRun.Window window, int layer) {
        if (window == null || window.slidingWindow() == null) {
            return 0;
        }
        int every = window.slidingWindowEvery() == null ? 1 : window.slidingWindowEvery();
        return layer % every == 0 ? window.slidingWindow() : 0;
    }

    private static Attention latent(int heads, MeasuredRun.Latent latent) throws Unscorable {
        return new LatentAttention(
                heads,
                latent.mlaQLoraRank() == null ? 0 : latent.mlaQLoraRank(),
                need(latent.mlaKvLoraRank(), "model.mla_kv_lora_rank"),
                new LatentAttention.HeadWidths(
                        need(latent.mlaQkNopeDim(), "model.mla_qk_nope_dim"),
                        need(latent.mlaQkRopeDim(), "model.mla_qk_rope_dim"),
                        need(latent.mlaVDim(), "model.mla_v_dim")));
    }

    private DenseFeedForward denseBlock() throws Unscorable {
        return block(need(shape.feedForward().ffnHidden(), "model.ffn_hidden"));
    }

    private DenseFeedForward block(int inner) {
        Activation activation = Boolean.TRUE.equals(shape.feedForward().gatedFfn())
                ? Activation.SWIGLU
                : architecture.plainActivation();
        return new DenseFeedForward(inner, activation, architecture.biased());
    }

    private MixtureOfExperts expertBlock(MeasuredRun.Experts experts) throws Unscorable {
        Integer inner = experts.expertFfnHidden() == null ? shape.feedForward().ffnHidden() : experts.expertFfnHidden();
        int width = need(inner, "model.expert_ffn_hidden");
        return new MixtureOfExperts(
                experts.experts(), need(experts.topK(), "model.top_k"), block(width), shared(experts, width), Set.of());
    }

    private Optional<DenseFeedForward> shared(MeasuredRun.Experts experts, int expertWidth) {
        int count = experts.sharedExperts() == null ? 0 : experts.sharedExperts();
        Integer width = experts.sharedExpertFfn();
        if (width == null && count > 0) {
            width = count * expertWidth;
        }
        return width == null || width == 0 ? Optional.empty() : Optional.of(block(width));
    }
}
