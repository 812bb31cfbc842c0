package dev.shardwright.simulator.catalog;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.shardwright.simulator.stack.Experience;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What {@code profiles/residuals.json} knows of a stack's errors: its own part on top of what holds for a stack without
 * runs. Without that file nothing is known of any stack.
 */
final class Residuals {
    /** The component of a stack that is filled from here. */
    static final String KEY = "experience";

    private static final String FILE = "residuals.json";

    private final ObjectNode unseen;
    private final JsonNode stacks;

    private Residuals(ObjectNode unseen, JsonNode stacks) {
        this.unseen = unseen;
        this.stacks = stacks;
    }

    static Residuals of(Path profiles) {
        Path file = profiles.resolve(FILE);
        if (!Files.exists(file)) {
            return new Residuals(StrictJson.tree(Experience.NONE), MissingNode.getInstance());
        }
        JsonNode whole = StrictJson.readTree(file);
        ObjectNode unseen = whole.path("unseen_stack").deepCopy();
        StrictJson.bind(unseen, Experience.class, file);
        return new Residuals(unseen, whole.path("stacks"));
    }

    /** The experience of a stack, as its file would state it. */
    ObjectNode experience(String stack) {
        ObjectNode experience = unseen.deepCopy();
        if (stacks.path(stack) instanceof ObjectNode own) {
            Extension.merge(experience, own);
        }
        return experience;
    }
}
