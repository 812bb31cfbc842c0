package dev.shardwright.simulator.catalog;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.shardwright.simulator.problem.InvalidInputException;
import java.nio.file.Path;
import java.util.Optional;

/** A file that extends a shipped one states only what differs; figures and lists are replaced as a whole. */
final class Extension {
    private static final String KEY = "extends";

    private Extension() {}

    /** The whole file; what it extends is looked up in the folder. */
    static JsonNode whole(Path file, ProfileFolder folder) {
        ObjectNode own = (ObjectNode) StrictJson.readTree(file);
        JsonNode base = own.remove(KEY);
        if (base == null) {
            return own;
        }
        Optional<Path> parent = folder.find(base.asText());
        if (parent.isEmpty()) {
            throw new InvalidInputException(
                    file + ", " + KEY + " = " + base.asText(),
                    "is not a shipped profile.",
                    NameIndex.suggest(base.asText(), folder.names()));
        }
        ObjectNode result = (ObjectNode) StrictJson.readTree(parent.get());
        result.remove("aliases");
        result.remove("label");
        merge(result, own);
        return result;
    }

    private static void merge(ObjectNode target, ObjectNode changes) {
        changes.properties().forEach(field -> {
            JsonNode old = target.get(field.getKey());
            boolean section = old instanceof ObjectNode && !old.has("value");
            if (section && field.getValue() instanceof ObjectNode more) {
                merge((ObjectNode) old, more);
            } else {
                target.set(field.getKey(), field.getValue());
            }
        });
    }
}
