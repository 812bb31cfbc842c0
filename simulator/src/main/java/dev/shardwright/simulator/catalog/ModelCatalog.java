package dev.shardwright.simulator.catalog;

import dev.shardwright.simulator.model.Transformer;
import dev.shardwright.simulator.problem.InvalidInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Model presets of profiles/models, by name or alias; any other model comes from its own config.json. */
public final class ModelCatalog {
    private static final String CONFIG = "config.json";

    private final ProfileFolder presets;

    public ModelCatalog(Path profiles) {
        presets = new ProfileFolder(profiles.resolve("models"));
    }

    /** Names of the presets, sorted. */
    public List<String> names() {
        return presets.names();
    }

    /** Whether a preset has that name or alias. */
    public boolean ships(String name) {
        return presets.find(name).isPresent();
    }

    /** The preset of that name or alias, with its label and source; empty if there is none. */
    public Optional<ModelPreset> preset(String name) {
        return presets.find(name).map(ModelCatalog::read);
    }

    /** What a preset is called in full. */
    public String label(String preset) {
        return presets.find(preset).map(path -> file(path).label()).orElseThrow();
    }

    /** A preset, or a Hugging Face config.json (or a folder that holds one). */
    public Transformer model(String nameOrPath) {
        return preset(nameOrPath).map(ModelPreset::model).orElseGet(() -> fromFile(nameOrPath));
    }

    private static ModelFile file(Path path) {
        return StrictJson.bind(StrictJson.readTree(path), ModelFile.class, path);
    }

    private static ModelPreset read(Path path) {
        ModelFile file = file(path);
        Transformer model = HuggingFaceConfig.parse(file.config(), path.toString(), file.name());
        OptionalLong published =
                file.publishedParameters() == null ? OptionalLong.empty() : OptionalLong.of(file.publishedParameters());
        return new ModelPreset(file.label(), file.aliases(), file.source(), published, model);
    }

    private Transformer fromFile(String nameOrPath) {
        Path path = UserPath.of(nameOrPath).orElse(null);
        if (path != null && !nameOrPath.isBlank() && Files.isDirectory(path)) {
            Path inside = path.resolve(CONFIG);
            if (Files.isRegularFile(inside)) {
                return HuggingFaceConfig.read(inside);
            }
            throw new InvalidInputException("model = " + nameOrPath, "is a folder without a " + CONFIG + ".", "");
        }
        if (path != null && (nameOrPath.endsWith(".json") || Files.isRegularFile(path))) {
            return HuggingFaceConfig.read(path);
        }
        throw new InvalidInputException(
                "model = " + nameOrPath,
                "is neither a known model nor a " + CONFIG + ".",
                NameIndex.suggest(nameOrPath, names()));
    }
}
