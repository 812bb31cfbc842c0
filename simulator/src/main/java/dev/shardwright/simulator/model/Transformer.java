package dev.shardwright.simulator.model;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

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
        layers = List.copyOf(layers);
    }

    /** Equal layers gathered, in order of first appearance. */
    public List<LayerGroup> groups() {
        Map<Layer, Integer> counts = new LinkedHashMap<>();
        layers.forEach(l -> counts.merge(l, 1, Integer::sum));
        List<LayerGroup> groups = new ArrayList<>();
        counts.forEach((layer, count) -> groups.add(new LayerGroup(layer, count)));
        return groups;
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
