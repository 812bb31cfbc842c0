package dev.shardwright.planner.importing;

import dev.shardwright.simulator.catalog.HuggingFaceConfig;
import dev.shardwright.simulator.model.Transformer;

/** A model that files describe by its sizes: its name, and the keys of a Hugging Face configuration as JSON. */
public record ModelConfig(String name, String json) {
    Transformer transformer() {
        return HuggingFaceConfig.parse(json, "the model of the file", name);
    }
}
