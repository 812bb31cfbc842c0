package dev.shardwright.planner.planfile;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;

/** docs/plan.schema.json, as it is and with no room for keys that it does not describe. */
final class PlanSchema {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final JsonNode TEXT = text();
    private static final JsonSchema OPEN = schema(TEXT);
    private static final JsonSchema CLOSED = schema(closed(TEXT));

    private PlanSchema() {}

    private static JsonNode text() {
        try {
            return JSON.readTree(Path.of("..", "docs", "plan.schema.json").toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static JsonSchema schema(JsonNode text) {
        return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012).getSchema(text);
    }

    /** Every object whose keys are listed takes no others. */
    private static JsonNode closed(JsonNode schema) {
        JsonNode copy = schema.deepCopy();
        copy.findParents("properties").forEach(node -> ((ObjectNode) node).put("additionalProperties", false));
        return copy;
    }

    /** What is wrong with a plan file for a reader of this version. */
    static List<String> faults(JsonNode plan) {
        return messages(OPEN, plan);
    }

    /** The same, and keys that the schema does not describe. */
    static List<String> faultsAndUnknownKeys(JsonNode plan) {
        return messages(CLOSED, plan);
    }

    private static List<String> messages(JsonSchema schema, JsonNode plan) {
        return schema.validate(plan).stream().map(ValidationMessage::getMessage).toList();
    }
}
