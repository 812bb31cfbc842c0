package dev.shardwright.planner.planfile;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.shardwright.simulator.model.Layer;
import dev.shardwright.simulator.model.Normalization;
import dev.shardwright.simulator.model.Transformer;
import dev.shardwright.simulator.model.Vocabulary;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** A model in full: its width, vocabulary, and its layers in order, equal neighbours written once with a count. */
final class ModelJson {
    private static final int MOST_LAYERS = 100_000;

    private ModelJson() {}

    static ObjectNode write(Transformer model) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("name", model.name());
        node.put("hidden", model.hidden());
        ObjectNode vocabulary = node.putObject("vocabulary");
        vocabulary.put("size", model.vocabulary().size());
        vocabulary.put("positions", model.vocabulary().positions());
        traits(vocabulary, model.vocabulary().traits(), Vocabulary.Trait.class);
        node.put("normalization", Fields.name(model.normalization()));
        node.put("prediction_layers", model.predictionLayers());
        ArrayNode runs = node.putArray("layers");
        List<Layer> layers = model.layers();
        for (int start = 0, end; start < layers.size(); start = end) {
            end = start + 1;
            while (end < layers.size() && layers.get(end).equals(layers.get(start))) {
                end++;
            }
            ObjectNode run = runs.addObject();
            run.put("count", end - start);
            LayerJson.write(layers.get(start), run);
        }
        return node;
    }

    static Transformer read(Fields f) {
        List<Layer> layers = new ArrayList<>();
        for (Fields run : f.objects("layers")) {
            int count = run.whole("count", 1);
            if (count > MOST_LAYERS - layers.size()) {
                throw run.problem("count", "adds up to more than " + MOST_LAYERS + " layers.");
            }
            layers.addAll(Collections.nCopies(count, LayerJson.read(run)));
        }
        Fields v = f.object("vocabulary");
        int size = v.whole("size", 1);
        int positions = v.whole("positions", 0);
        Vocabulary vocabulary = new Vocabulary(size, positions, traits(v, Vocabulary.Trait.class));
        String name = f.text("name");
        int hidden = f.whole("hidden", 1);
        Normalization normalization = f.constant("normalization", Normalization.class);
        int prediction = f.whole("prediction_layers", 0);
        return f.checked("layers", () -> new Transformer(name, hidden, layers, vocabulary, normalization, prediction));
    }

    /** Writes traits in the order of their declaration. */
    static <E extends Enum<E>> void traits(ObjectNode node, Set<E> traits, Class<E> type) {
        ArrayNode list = node.putArray("traits");
        for (E trait : type.getEnumConstants()) {
            if (traits.contains(trait)) {
                list.add(Fields.name(trait));
            }
        }
    }

    static <E extends Enum<E>> Set<E> traits(Fields f, Class<E> type) {
        Set<E> traits = EnumSet.noneOf(type);
        f.texts("traits").forEach(text -> traits.add(f.checked("traits", () -> Fields.parse(text, type))));
        return traits;
    }
}
