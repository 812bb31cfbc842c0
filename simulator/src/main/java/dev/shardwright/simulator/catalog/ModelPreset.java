package dev.shardwright.simulator.catalog;

import dev.shardwright.simulator.model.Transformer;
import java.util.List;
import java.util.OptionalLong;

/**
 * A shipped model with what is known about it. {@code publishedParameters} is the number of parameters of the published
 * checkpoint, without prediction modules and quantisation scales; empty where none is published.
 */
public record ModelPreset(
        String label, List<String> aliases, String source, OptionalLong publishedParameters, Transformer model) {
    public String name() {
        return model.name();
    }
}
