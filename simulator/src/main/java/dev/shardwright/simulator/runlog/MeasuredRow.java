package dev.shardwright.simulator.runlog;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** A run as one line of a measured-runs file; what nobody states is null (fields that few runs have are left out). */
final class MeasuredRow {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private final ObjectNode root = JsonNodeFactory.instance.objectNode();

    MeasuredRow(String id, String source) {
        root.put("id", id);
        root.put("source", source);
        root.put("source_kind", "own-log");
    }

    void facts(Statements known) {
        for (Fact fact : Fact.values()) {
            List<String> keys = fact.keys();
            boolean said = known.has(fact);
            if (!keys.isEmpty() && (said || fact.need() != Fact.Need.EXTRA)) {
                JsonNode value = known.value(fact).orElse(JsonNodeFactory.instance.nullNode());
                section(keys).set(keys.get(keys.size() - 1), value);
            }
        }
    }

    private ObjectNode section(List<String> keys) {
        ObjectNode section = root;
        for (String key : keys.subList(0, keys.size() - 1)) {
            section = section.withObjectProperty(key);
        }
        return section;
    }

    /** An object of the row, created where it is not there. */
    ObjectNode section(String key) {
        return root.withObjectProperty(key);
    }

    void derived(List<String> fields) {
        var list = root.putArray("derived");
        fields.forEach(list::add);
    }

    String line() {
        try {
            return MAPPER.writeValueAsString(root);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree of texts and numbers can always be written", e);
        }
    }
}
