package dev.shardwright.simulator.catalog;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads the figures of one hardware file, each with its source or, in a user's own file, bare; keeps them for display. */
final class FigureReader {
    private final List<SourcedFigure> figures = new ArrayList<>();

    List<SourcedFigure> figures() {
        return List.copyOf(figures);
    }

    <T> Optional<T> need(JsonFields fields, JsonKind<T> kind, String key) {
        if (fields.raw(key).isMissingNode()) {
            return fields.need(kind, key);
        }
        return get(fields, kind, key);
    }

    <T> Optional<T> get(JsonFields fields, JsonKind<T> kind, String key) {
        return figure(fields, kind, key).map(Figure::value);
    }

    private <T> Optional<Figure<T>> figure(JsonFields fields, JsonKind<T> kind, String key) {
        JsonNode raw = fields.raw(key);
        if (raw.isMissingNode()) {
            return Optional.empty();
        }
        if (!raw.isObject()) {
            return fields.get(kind, key)
                    .map(value -> kept(fields.path(key), raw, new Figure<>(value, "", Figure.Evidence.NOT_STATED)));
        }
        JsonFields inner = fields.object(key);
        Optional<T> value = inner.need(kind, "value");
        Optional<String> source = inner.need(JsonKind.text(), "source");
        Optional<Figure.Evidence> evidence = inner.need(JsonKind.oneOf(Figure.Evidence.grades()), "evidence");
        if (value.isEmpty() || source.isEmpty() || evidence.isEmpty()) {
            return Optional.empty();
        }
        Figure<T> figure = new Figure<>(value.get(), source.get(), evidence.get());
        return Optional.of(kept(fields.path(key), raw.path("value"), figure));
    }

    private <T> Figure<T> kept(String name, JsonNode value, Figure<T> figure) {
        figures.add(new SourcedFigure(
                name, value.asText(), figure.source(), figure.evidence().words()));
        return figure;
    }
}
