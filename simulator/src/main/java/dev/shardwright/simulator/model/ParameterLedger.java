package dev.shardwright.simulator.model;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Every parameter of a model, line by line; totals are exact. Multi-token-prediction layers are not included. */
public record ParameterLedger(List<ParameterLine> lines) {
    static ParameterLedger of(Transformer model) {
        int hidden = model.hidden();
        Vocabulary vocabulary = model.vocabulary();
        List<ParameterLine> lines = new ArrayList<>();
        // An embedding look-up uses one row per token, but published active counts include the matrix.
        lines.add(ParameterLine.of("embedding.tokens", vocabulary.size(), hidden));
        if (vocabulary.positions() > 0) {
            lines.add(ParameterLine.of("embedding.positions", vocabulary.positions(), hidden));
        }
        if (vocabulary.traits().contains(Vocabulary.Trait.EMBEDDING_NORM)) {
            lines.add(
                    ParameterLine.of("embedding.norm", 1, model.normalization().parameters(hidden)));
        }
        lines.addAll(layerLines(model));
        if (model.normalization().parameters(hidden) > 0) {
            lines.add(ParameterLine.of("final_norm", 1, model.normalization().parameters(hidden)));
        }
        if (!vocabulary.tied()) {
            lines.add(ParameterLine.of("head", vocabulary.size(), hidden));
        }
        if (vocabulary.traits().contains(Vocabulary.Trait.HEAD_BIAS)) {
            lines.add(ParameterLine.of("head.bias", 1, vocabulary.size()));
        }
        return new ParameterLedger(List.copyOf(lines));
    }

    /**
     * The parameters of the multi-token-prediction layers, without the embedding and head that they share with the
     * model: a decoder layer, norms of both inputs and of the output, and the map of two hidden vectors into one
     * (DeepSeek-V3 section 2.2).
     */
    static ParameterLedger ofPrediction(Transformer model) {
        List<ParameterLine> lines = new ArrayList<>();
        int hidden = model.hidden();
        int times = model.predictionLayers();
        if (times > 0) {
            Layer last = model.layers().get(model.layers().size() - 1);
            last.parameters(hidden, model.normalization()).forEach(line -> lines.add(line.repeated(times)));
            lines.add(ParameterLine.of("prediction.projection", times, 2L * hidden * hidden));
            lines.add(ParameterLine.of(
                    "prediction.norm", 3L * times, model.normalization().parameters(hidden)));
        }
        return new ParameterLedger(List.copyOf(lines));
    }

    private static List<ParameterLine> layerLines(Transformer model) {
        Map<String, ParameterLine> merged = new LinkedHashMap<>();
        for (LayerGroup group : model.groups()) {
            for (ParameterLine line : group.layer().parameters(model.hidden(), model.normalization())) {
                ParameterLine repeated = line.repeated(group.count());
                merged.merge(line.name() + "/" + line.each(), repeated, ParameterLedger::sum);
            }
        }
        return List.copyOf(merged.values());
    }

    private static ParameterLine sum(ParameterLine a, ParameterLine b) {
        return new ParameterLine(a.name(), a.times() + b.times(), a.each(), a.active() + b.active());
    }

    public long total() {
        return lines.stream().mapToLong(ParameterLine::total).sum();
    }

    /** Parameters that one token uses: all but the experts it is not routed to. */
    public long active() {
        return lines.stream().mapToLong(ParameterLine::active).sum();
    }

    /** Parameters of the embeddings and the head. */
    public long embedding() {
        return lines.stream()
                .filter(l -> l.name().startsWith("embedding") || l.name().startsWith("head"))
                .mapToLong(ParameterLine::total)
                .sum();
    }
}
