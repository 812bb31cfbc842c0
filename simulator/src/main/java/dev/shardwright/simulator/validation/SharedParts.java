package dev.shardwright.simulator.validation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The header of a compact file: parts of rows that many rows share. {@code {"format": ..., "common": {...}, "shared":
 * {"name": {...}}}}. Every row takes over {@code common} and the parts that its {@code use} names; its own values win.
 */
record SharedParts(ObjectNode common, Map<String, ObjectNode> parts) {
    /** First key of a header line, and its value. */
    static final String FORMAT_KEY = "format";

    static final String FORMAT = "shardwright measured runs 1";

    static final SharedParts NONE = new SharedParts(RunJson.MAPPER.createObjectNode(), Map.of());

    static boolean isHeader(ObjectNode line) {
        return line.path(FORMAT_KEY).asText("").startsWith("shardwright measured runs");
    }

    static SharedParts of(ObjectNode header) {
        Map<String, ObjectNode> parts = new LinkedHashMap<>();
        header.path("shared").properties().forEach(e -> {
            if (e.getValue() instanceof ObjectNode part) {
                parts.put(e.getKey(), part);
            }
        });
        ObjectNode common = header.path("common") instanceof ObjectNode node ? node : RunJson.MAPPER.createObjectNode();
        return new SharedParts(common, parts);
    }

    /** The row with everything it shares. */
    ObjectNode complete(ObjectNode row) {
        ObjectNode whole = common.deepCopy();
        for (JsonNode name : row.path("use")) {
            ObjectNode part = parts.get(name.asText());
            if (part != null) {
                merge(whole, part);
            }
        }
        merge(whole, row);
        return whole;
    }

    private static void merge(ObjectNode into, ObjectNode from) {
        from.properties().forEach(e -> {
            if (into.get(e.getKey()) instanceof ObjectNode target && e.getValue() instanceof ObjectNode source) {
                merge(target, source);
            } else {
                into.set(e.getKey(), e.getValue().deepCopy());
            }
        });
    }
}
