package dev.shardwright.simulator.catalog;

import com.fasterxml.jackson.databind.JsonNode;
import dev.shardwright.simulator.model.LayerGroup;
import dev.shardwright.simulator.model.ParameterLine;
import dev.shardwright.simulator.model.Transformer;
import dev.shardwright.simulator.problem.InvalidInputException;
import dev.shardwright.simulator.problem.Problem;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * Reads a Hugging Face config.json. Keys the shape does not depend on are ignored; an architecture or key that would
 * change the shape in a way that is not modelled is refused by name. All problems of a file are reported together.
 */
public final class HuggingFaceConfig {
    private static final String TYPE = "model_type";
    private static final String TEXT = "text_config";
    private static final String TIED = "tie_word_embeddings";

    /** Far beyond any model; beyond it a size is a slip and a count would not be exact in a double. */
    private static final double MOST_PARAMETERS = 1e15;

    private HuggingFaceConfig() {}

    /** Reads a file; the model is named after the file, or after its folder if the file is a config.json. */
    public static Transformer read(Path file) {
        return parse(ConfigText.read(file), file.toString(), nameOf(file));
    }

    private static String nameOf(Path file) {
        Path absolute = file.toAbsolutePath().normalize();
        String own = absolute.getFileName() == null
                ? "model"
                : absolute.getFileName().toString();
        Path folder = absolute.getParent();
        if (own.equals("config.json") && folder != null && folder.getFileName() != null) {
            return folder.getFileName().toString();
        }
        return own.endsWith(".json") ? own.substring(0, own.length() - ".json".length()) : own;
    }

    /** Reads a text; {@code file} stands in messages, {@code name} becomes the model's name. */
    public static Transformer parse(String text, String file, String name) {
        return parse(ConfigText.object(text, file), file, name);
    }

    static Transformer parse(JsonNode root, String file, String name) {
        ConfigKeys keys = new ConfigKeys(file, root);
        if (!root.path(TEXT).isObject()) {
            return read(keys, keys.text(TYPE).orElse(""), name, "");
        }
        String outer = keys.text(TYPE).orElse("");
        ConfigKeys text = keys.section(TEXT);
        if (!text.states(TIED) && keys.has(TIED)) {
            text = text.with(TIED, root.path(TIED));
        }
        String inner = text.text(TYPE).orElse(outer.isEmpty() ? "" : outer + "_text");
        return read(text, inner, name + " (text)", outer);
    }

    private static Transformer read(ConfigKeys keys, String modelType, String name, String outerType) {
        if (!keys.problems().isEmpty()) {
            throw new InvalidInputException(keys.problems());
        }
        if (modelType.isEmpty()) {
            keys.problem(TYPE, "is missing; it names the architecture.", Unsupported.supported());
            throw new InvalidInputException(keys.problems());
        }
        String refused = Unsupported.reason(outerType).isEmpty() ? modelType : outerType;
        ModelFamily family = ModelFamily.of(modelType)
                .orElseThrow(() -> new InvalidInputException(
                        List.of(Unsupported.modelType(keys, keys.file() + ", " + TYPE, refused))));
        return checked(keys, family, name);
    }

    private static Transformer checked(ConfigKeys keys, ModelFamily family, String name) {
        Transformer model = family.read(keys, name);
        Unsupported.noteUnreadKeys(keys);
        List<Problem> problems = keys.problems();
        if (!problems.isEmpty()) {
            throw new InvalidInputException(problems);
        }
        double parameters = 0;
        for (LayerGroup group : model.groups()) {
            for (ParameterLine line : group.layer().parameters(model.hidden(), model.normalization())) {
                parameters += (double) line.total() * group.count();
            }
        }
        if (parameters > MOST_PARAMETERS) {
            throw new InvalidInputException(
                    keys.file(),
                    String.format(
                            Locale.ROOT, "adds up to %.1e parameters; the most is %.0e.", parameters, MOST_PARAMETERS),
                    "Check the sizes of layers and experts.");
        }
        return model;
    }
}
