package dev.shardwright.simulator.catalog;

import com.fasterxml.jackson.databind.JsonNode;
import dev.shardwright.simulator.model.Transformer;
import dev.shardwright.simulator.problem.InvalidInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Model presets of profiles/models, by name or alias; any other model comes from its own config.json. */
public final class ModelCatalog {
    private final ProfileFolder presets;

    public ModelCatalog(Path profiles) {
        presets = new ProfileFolder(profiles.resolve("models"));
    }

    public List<String> names() {
        return presets.names();
    }

    /** A preset, or a Hugging Face config.json (or a folder that holds one). */
    public Transformer model(String nameOrPath) {
        Path preset = presets.find(nameOrPath).orElse(null);
        if (preset != null) {
            JsonNode file = StrictJson.readTree(preset);
            return HuggingFaceConfig.parse(
                    file.path("config"), preset.toString(), file.path("name").asText());
        }
        Path path = Path.of(nameOrPath);
        if (Files.isDirectory(path)) {
            path = path.resolve("config.json");
        }
        if (nameOrPath.endsWith(".json") || Files.isRegularFile(path)) {
            return HuggingFaceConfig.read(path);
        }
        throw new InvalidInputException(
                "model = " + nameOrPath,
                "is neither a known model nor a config.json.",
                NameIndex.suggest(nameOrPath, names()));
    }
}
