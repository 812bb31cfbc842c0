package dev.shardwright.planner.export.job;

import dev.shardwright.simulator.job.TrainingJob;
import dev.shardwright.simulator.model.DenseFeedForward;
import dev.shardwright.simulator.model.DenseFeedForward.Activation;
import dev.shardwright.simulator.model.MixtureOfExperts;
import dev.shardwright.simulator.model.Normalization;
import dev.shardwright.simulator.model.SelfAttention;
import dev.shardwright.simulator.model.SelfAttention.Trait;
import dev.shardwright.simulator.model.Vocabulary;
import java.util.Set;
import java.util.stream.Collectors;

/** Refusals of frameworks that describe a model by one attention and one feed-forward block for all layers. */
public final class PlainDecoder {
    private static final int NORMS = 2;

    private final TrainingJob job;
    private final Architecture model;
    private final JobLimits limits;
    private final String where;

    public PlainDecoder(TrainingJob job, JobLimits limits) {
        this.job = job;
        this.model = new Architecture(job.model());
        this.limits = limits;
        this.where = "model = " + job.model().name();
    }

    /** Throws for a model that is refused by {@link #oneKindOfLayer}. */
    public static SelfAttention attention(TrainingJob job) {
        return new Architecture(job.model()).selfAttention().orElseThrow();
    }

    /** Width between the two maps of a block, of the experts where there are some. */
    public static DenseFeedForward feedForward(TrainingJob job) {
        Architecture model = new Architecture(job.model());
        return model.experts()
                .map(MixtureOfExperts::expert)
                .orElseGet(() -> model.dense().get(0));
    }

    /** Keys that a query sees, 0 without a window. */
    public static int window(TrainingJob job) {
        return job.model().layers().get(0).attention().window();
    }

    /** One shape of self-attention, one feed-forward block, two norms a layer, no further predictions. */
    public void oneKindOfLayer() {
        require(
                model.latentAttention().isEmpty() && model.attentionShapes().size() == 1,
                "has no latent attention and one attention shape for all layers.");
        require(model.dense().size() + model.expertBlocks().size() == 1, "has one feed-forward block for all layers.");
        require(
                model.kinds().stream()
                                .map(l -> l.attention().window())
                                .distinct()
                                .count()
                        == 1,
                "has one attention window for all layers.");
        require(
                model.kinds().stream().allMatch(layer -> layer.norms() == NORMS),
                "has two norms a layer, one before each block.");
        require(job.model().predictionLayers() == 0, "predicts one token.");
        Set<Vocabulary.Trait> traits = job.model().vocabulary().traits();
        require(
                !traits.contains(Vocabulary.Trait.EMBEDDING_NORM) && !traits.contains(Vocabulary.Trait.HEAD_BIAS),
                "has no norm behind the embedding and no bias on the head.");
    }

    public void noExperts(String rule) {
        require(model.experts().isEmpty(), rule);
    }

    public void without(Set<Trait> traits) {
        Set<Trait> found = traits.stream().filter(model::has).collect(Collectors.toSet());
        require(found.isEmpty(), "has no attention with " + found + ".");
    }

    public void activations(Set<Activation> known) {
        require(known.containsAll(model.activations()), "has no activation " + model.activations() + ".");
    }

    public void norms(Set<Normalization> known) {
        Normalization norm = job.model().normalization();
        require(known.contains(norm), "has no norms of the kind " + norm + ".");
    }

    /** Heads that together are as wide as the model. */
    public void headsFillTheWidth() {
        int heads = model.attention().heads();
        int width = model.attention().valueWidth();
        require(
                heads * width == job.model().hidden(),
                "has heads of model width / heads (" + job.model().hidden() + " / " + heads + "), not " + width + ".");
    }

    public void biases(Set<Architecture.Biases> known) {
        require(known.contains(model.biases()), "has no key for biases on these maps (" + model.biases() + ").");
    }

    public void positions(Set<Architecture.Positions> known) {
        require(
                known.contains(model.positions())
                        && (model.positions() != Architecture.Positions.ROTARY || model.everyLayerRotates()),
                "has no such positions, or not on some layers only (" + model.positions() + ").");
    }

    public void keyValueHeadsPerRank() {
        int tensor = job.layout().degrees().tensor();
        int heads = model.attention().kvHeads();
        limits.require(
                heads % tensor == 0,
                "parallel.tensor = " + tensor,
                "needs tensor parallel to divide key/value heads (" + heads + ").",
                "The nearest: tensor " + greatestDivisor(heads, tensor) + ".");
    }

    private static int greatestDivisor(int number, int limit) {
        int divisor = Math.min(number, limit);
        while (number % divisor != 0) {
            divisor--;
        }
        return divisor;
    }

    private void require(boolean holds, String rule) {
        limits.require(holds, where, rule, "The nearest: export to megatron, or plan another model.");
    }
}
