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
            lines.add(ParameterLine.of("embedding.norm", 1, model.normalization().parameters(hidden)));
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
