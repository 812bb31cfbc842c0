package dev.shardwright.simulator.catalog;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.shardwright.simulator.problem.InvalidInputException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A file that extends a shipped one states only what differs. Sections are merged key by key; figures and lists are
 * replaced as a whole; names by which the extended file is known are not inherited.
 */
final class Extension {
    private static final String KEY = "extends";
    private static final List<String> OWN = List.of("aliases", "label", "source", "description");

    private final ProfileFolder shipped;
    private final List<Path> seen = new ArrayList<>();

    private Extension(ProfileFolder shipped) {
        this.shipped = shipped;
    }

    /** The whole file; what it extends is looked up among the shipped ones. */
    static ObjectNode whole(Path file, ProfileFolder shipped) {
        return new Extension(shipped).whole(file);
    }

    /** The file and those that it extends, directly or through others. */
    static List<Path> chain(Path file, ProfileFolder shipped) {
        Extension extension = new Extension(shipped);
        extension.whole(file);
        return List.copyOf(extension.seen);
    }

    private ObjectNode whole(Path file) {
        if (seen.contains(file)) {
            throw new InvalidInputException(
                    file + ", " + KEY, "files extend each other in a circle: " + seen, "Break the circle.");
        }
        seen.add(file);
        ObjectNode own = (ObjectNode) StrictJson.readTree(file);
        JsonNode base = own.remove(KEY);
        if (base == null) {
            return own;
        }
        ObjectNode result = whole(shipped.find(base.asText()).orElseThrow(() -> unknown(file, base.asText())));
        result.remove(OWN);
        merge(result, own);
        return result;
    }

    private InvalidInputException unknown(Path file, String base) {
        return new InvalidInputException(
                file + ", " + KEY + " = " + base,
                "is not a shipped profile.",
                NameIndex.suggest(base, shipped.names()));
    }

    static void merge(ObjectNode target, ObjectNode changes) {
        changes.properties().forEach(field -> {
            JsonNode old = target.get(field.getKey());
            boolean figure = old != null && old.has("value");
            if (!figure && old instanceof ObjectNode inner && field.getValue() instanceof ObjectNode more) {
                merge(inner, more);
            } else {
                target.set(field.getKey(), field.getValue());
            }
        });
    }
}
