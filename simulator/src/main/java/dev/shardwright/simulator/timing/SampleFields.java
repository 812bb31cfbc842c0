package dev.shardwright.simulator.timing;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;

/** Fields of a sample. Each throws IllegalArgumentException with the key that cannot be used. */
final class SampleFields {
    private SampleFields() {}

    static long whole(JsonNode node, String key) {
        JsonNode value = node.path(key);
        if (!value.isIntegralNumber() || value.asLong() < 1) {
            throw new IllegalArgumentException(key + " must be a whole number above zero, not " + value);
        }
        return value.asLong();
    }

    /** The constant whose name in lower case is the text. */
    static <E extends Enum<E>> E constant(Class<E> type, JsonNode node, String key) {
        return constant(type, node.path(key).asText(""), key);
    }

    static <E extends Enum<E>> E constant(Class<E> type, String word, String key) {
        for (E constant : type.getEnumConstants()) {
            if (constant.name().toLowerCase(Locale.ROOT).equals(word)) {
                return constant;
            }
        }
        throw new IllegalArgumentException(key + " = '" + word + "' is not known");
    }
}
