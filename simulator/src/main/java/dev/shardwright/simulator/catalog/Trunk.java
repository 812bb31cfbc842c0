package dev.shardwright.simulator.catalog;

import dev.shardwright.simulator.model.Layer;
import dev.shardwright.simulator.model.Normalization;
import dev.shardwright.simulator.model.Transformer;
import dev.shardwright.simulator.model.Vocabulary;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/** What every family states: width, number of layers and vocabulary. */
record Trunk(String name, int hidden, int layers, int vocabulary) {
    private static final String TIED = "tie_word_embeddings";

    static Trunk read(ConfigKeys keys, String name) {
        return new Trunk(
                name,
                keys.size(SizeLimit.HIDDEN, "hidden_size", "n_embd", "n_embed", "d_model"),
                keys.size(SizeLimit.LAYERS, "num_hidden_layers", "n_layer", "num_layers", "n_layers"),
                keys.size(SizeLimit.VOCABULARY, "vocab_size"));
    }

    /** The vocabulary with a head of its own unless the file ties it to the embedding. */
    Vocabulary ownHead(ConfigKeys keys, Vocabulary.Trait... more) {
        return vocabulary(keys.flag(false, TIED), 0, more);
    }

    /** The vocabulary whose head is the embedding unless the file says otherwise. */
    Vocabulary tiedHead(ConfigKeys keys, int positions, Vocabulary.Trait... more) {
        return vocabulary(keys.flag(true, TIED), positions, more);
    }

    private Vocabulary vocabulary(boolean tied, int positions, Vocabulary.Trait... more) {
        Set<Vocabulary.Trait> traits = EnumSet.noneOf(Vocabulary.Trait.class);
        traits.addAll(List.of(more));
        if (tied) {
            traits.add(Vocabulary.Trait.TIED);
        }
        return new Vocabulary(vocabulary, positions, traits);
    }

    Transformer model(IntFunction<Layer> layer, Vocabulary vocabulary, Normalization normalization) {
        return model(layer, vocabulary, normalization, 0);
    }

    Transformer model(IntFunction<Layer> layer, Vocabulary vocabulary, Normalization normalization, int predictions) {
        List<Layer> all = IntStream.range(0, layers).mapToObj(layer).toList();
        return new Transformer(name, hidden, all, vocabulary, normalization, predictions);
    }
}
