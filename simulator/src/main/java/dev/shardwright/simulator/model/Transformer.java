package dev.shardwright.simulator.model;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A decoder-only transformer: its width, its layers in order, its vocabulary. {@code predictionLayers} counts extra
 * multi-token-prediction layers (DeepSeek-V3 section 2.2); each is one more decoder layer equal to the last one plus a
 * projection of two hidden vectors into one.
 */
public record Transformer(
        String name,
        int hidden,
        List<Layer> layers,
        Vocabulary vocabulary,
        Normalization normalization,
        int predictionLayers) {
    public Transformer {
        if (hidden <= 0 || layers.isEmpty() || predictionLayers < 0) {
            throw new IllegalArgumentException("a model needs a positive width and at least one layer");
        }
        layers = shared(layers);
    }

    /** Equal layers as one object: planners ask for the different ones again and again. */
    private static List<Layer> shared(List<Layer> layers) {
        Map<Layer, Layer> first = new HashMap<>();
        List<Layer> all = new ArrayList<>(layers.size());
        layers.forEach(layer -> all.add(first.computeIfAbsent(layer, same -> same)));
        return List.copyOf(all);
    }

    /** Equal layers gathered, in order of first appearance. */
    public List<LayerGroup> groups() {
        IdentityHashMap<Layer, Integer> counts = new IdentityHashMap<>();
        layers.forEach(layer -> counts.merge(layer, 1, Integer::sum));
        return kinds().stream()
                .map(layer -> new LayerGroup(layer, counts.get(layer)))
                .toList();
    }

    /** The different layers, in order of first appearance. */
    public List<Layer> kinds() {
        Set<Layer> known = Collections.newSetFromMap(new IdentityHashMap<>());
        return layers.stream().filter(known::add).toList();
    }

    public boolean hasExperts() {
        return layers.stream().anyMatch(l -> l.feedForward() instanceof MixtureOfExperts);
    }

    public Transformer withLayers(List<Layer> other) {
        return new Transformer(name, hidden, other, vocabulary, normalization, predictionLayers);
    }

    public Transformer withPredictionLayers(int count) {
        return new Transformer(name, hidden, layers, vocabulary, normalization, count);
    }

    /** The parameter ledger; its total equals the published parameter count. */
    public ParameterLedger parameters() {
        return ParameterLedger.of(this);
    }

    /** The ledger of the multi-token-prediction layers, which published counts mostly leave out. */
    public ParameterLedger predictionParameters() {
        return ParameterLedger.ofPrediction(this);
    }
}
