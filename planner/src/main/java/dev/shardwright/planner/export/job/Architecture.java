package dev.shardwright.planner.export.job;

import dev.shardwright.simulator.model.Attention;
import dev.shardwright.simulator.model.DenseFeedForward;
import dev.shardwright.simulator.model.DenseFeedForward.Activation;
import dev.shardwright.simulator.model.FeedForward;
import dev.shardwright.simulator.model.LatentAttention;
import dev.shardwright.simulator.model.Layer;
import dev.shardwright.simulator.model.MixtureOfExperts;
import dev.shardwright.simulator.model.SelfAttention;
import dev.shardwright.simulator.model.SelfAttention.Trait;
import dev.shardwright.simulator.model.Transformer;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A model as training frameworks describe it: one attention shape, at most one dense and one expert feed-forward block.
 *
 * @param kinds the different layers that occur, in the order of their first ones; mostly a single one
 */
public record Architecture(Transformer model, List<Layer> kinds) {
    public Architecture(Transformer model) {
        this(model, model.kinds());
    }

    public Attention attention() {
        return model.layers().get(0).attention();
    }

    public Optional<SelfAttention> selfAttention() {
        return attention() instanceof SelfAttention a ? Optional.of(a) : Optional.empty();
    }

    public Optional<LatentAttention> latentAttention() {
        return attention() instanceof LatentAttention a ? Optional.of(a) : Optional.empty();
    }

    /** Whether any layer has it. */
    public boolean has(Trait trait) {
        return kinds.stream().anyMatch(layer -> has(layer.attention(), trait));
    }

    private static boolean has(Attention attention, Trait trait) {
        return attention instanceof SelfAttention self && self.traits().contains(trait);
    }

    /** All attention shapes that occur; windows and rotary positions, which may differ per layer, left out. */
    public List<Attention> attentionShapes() {
        return kinds.stream()
                .map(Layer::attention)
                .map(a -> a instanceof SelfAttention s ? withoutPositions(s) : a)
                .distinct()
                .toList();
    }

    private static SelfAttention withoutPositions(SelfAttention attention) {
        Set<Trait> traits = attention.traits().stream()
                .filter(trait -> trait != Trait.ROTARY)
                .collect(Collectors.toSet());
        return new SelfAttention(attention.heads(), attention.kvHeads(), attention.headWidth(), 0, traits);
    }

    /** The sizes of windows that occur, without 0. */
    public List<Integer> windows() {
        return kinds.stream()
                .map(l -> l.attention().window())
                .filter(w -> w > 0)
                .distinct()
                .toList();
    }

    public List<DenseFeedForward> dense() {
        return feedForwards()
                .filter(DenseFeedForward.class::isInstance)
                .map(DenseFeedForward.class::cast)
                .distinct()
                .toList();
    }

    public List<MixtureOfExperts> expertBlocks() {
        return feedForwards()
                .filter(MixtureOfExperts.class::isInstance)
                .map(MixtureOfExperts.class::cast)
                .distinct()
                .toList();
    }

    public Optional<MixtureOfExperts> experts() {
        return expertBlocks().stream().findFirst();
    }

    /** Every feed-forward shape, those inside experts included. */
    public List<DenseFeedForward> feedForwardShapes() {
        Stream<DenseFeedForward> inside =
                expertBlocks().stream().flatMap(m -> Stream.concat(Stream.of(m.expert()), m.shared().stream()));
        return Stream.concat(dense().stream(), inside).toList();
    }

    public List<Activation> activations() {
        return feedForwardShapes().stream()
                .map(DenseFeedForward::activation)
                .distinct()
                .toList();
    }

    public Biases biases() {
        boolean feedForward = feedForwardShapes().stream().anyMatch(DenseFeedForward::bias);
        boolean everyFeedForward = feedForwardShapes().stream().allMatch(DenseFeedForward::bias);
        boolean queryKeyValue = has(Trait.QKV_BIAS);
        boolean output = has(Trait.OUTPUT_BIAS);
        if (everyFeedForward && queryKeyValue && output) {
            return Biases.ALL;
        }
        if (feedForward || output) {
            return Biases.MIXED;
        }
        return queryKeyValue ? Biases.QUERY_KEY_VALUE : Biases.NONE;
    }

    /** How positions reach the model. */
    public Positions positions() {
        if (latentAttention().isPresent() || has(Trait.ROTARY)) {
            return Positions.ROTARY;
        }
        return model.vocabulary().positions() > 0 ? Positions.LEARNED : Positions.NEITHER;
    }

    /** Python list, one digit a layer: whether it holds experts. */
    public String expertPattern() {
        return LayerPattern.of(model.layers(), l -> l.feedForward() instanceof MixtureOfExperts);
    }

    public boolean everyLayerRotates() {
        return kinds.stream().noneMatch(Architecture::withoutRotary);
    }

    /** Python list, one digit a layer: whether its attention goes without rotary positions. */
    public String withoutRotaryPattern() {
        return LayerPattern.of(model.layers(), Architecture::withoutRotary);
    }

    private static boolean withoutRotary(Layer layer) {
        return layer.attention() instanceof SelfAttention self && !has(self, Trait.ROTARY);
    }

    public boolean everyLayerHasAWindow() {
        return kinds.stream().allMatch(layer -> layer.attention().window() > 0);
    }

    /** Python list, one digit a layer: whether its attention looks through a window. */
    public String windowPattern() {
        return LayerPattern.of(model.layers(), l -> l.attention().window() > 0);
    }

    private Stream<FeedForward> feedForwards() {
        return kinds.stream().map(Layer::feedForward);
    }

    /** Which linear maps carry a bias. */
    public enum Biases {
        NONE,
        QUERY_KEY_VALUE,
        ALL,
        MIXED
    }

    /** The position embeddings that are told apart here. */
    public enum Positions {
        ROTARY,
        LEARNED,
        NEITHER
    }
}
