package dev.shardwright.simulator.trace;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Checks a JSON value against the part of JSON Schema that the schemas of these tests use; refuses any other keyword. */
final class JsonSchema {
    private static final Set<String> COMMENTS = Set.of("$schema", "title");

    private final List<String> faults = new ArrayList<>();

    private JsonSchema() {}

    /** What breaks the schema and where; empty if nothing does. */
    static List<String> faults(JsonNode schema, JsonNode value) {
        JsonSchema check = new JsonSchema();
        check.check(schema, value, "");
        return check.faults;
    }

    private void check(JsonNode schema, JsonNode value, String where) {
        for (Map.Entry<String, JsonNode> keyword : schema.properties()) {
            if (!COMMENTS.contains(keyword.getKey())) {
                check(schema, keyword.getKey(), keyword.getValue(), value, where);
            }
        }
    }

    private void check(JsonNode schema, String keyword, JsonNode rule, JsonNode value, String where) {
        switch (keyword) {
            case "type" -> require(isA(rule.asText(), value), where, "is no " + rule.asText());
            case "const" -> require(rule.equals(value), where, "is not " + rule);
            case "enum" -> require(contains(rule, value), where, "is none of " + rule);
            case "minimum" -> require(value.asDouble() >= rule.asDouble(), where, "is below " + rule);
            case "minLength" -> require(value.asText().length() >= rule.asInt(), where, "is too short");
            case "minProperties" -> require(value.size() >= rule.asInt(), where, "has too few members");
            case "pattern" -> require(value.asText().matches(rule.asText()), where, "does not match " + rule);
            case "required" -> rule.forEach(key -> require(value.has(key.asText()), where, "lacks " + key.asText()));
            case "properties" ->
                rule.properties().forEach(member -> {
                    if (value.has(member.getKey())) {
                        check(member.getValue(), value.get(member.getKey()), where + "/" + member.getKey());
                    }
                });
            case "additionalProperties" -> additional(schema, rule, value, where);
            case "items" -> {
                for (int i = 0; i < value.size(); i++) {
                    check(rule, value.get(i), where + "/" + i);
                }
            }
            case "oneOf" -> oneOf(rule, value, where);
            default -> throw new IllegalArgumentException("unknown keyword: " + keyword);
        }
    }

    private void additional(JsonNode schema, JsonNode rule, JsonNode value, String where) {
        value.properties().forEach(member -> {
            if (!schema.path("properties").has(member.getKey())) {
                String place = where + "/" + member.getKey();
                require(rule.isObject(), place, "is not allowed");
                check(rule, member.getValue(), place);
            }
        });
    }

    private void oneOf(JsonNode choices, JsonNode value, String where) {
        int fitting = 0;
        for (JsonNode choice : choices) {
            fitting += faults(choice, value).isEmpty() ? 1 : 0;
        }
        require(fitting == 1, where, "fits " + fitting + " of the choices: " + value);
    }

    private static boolean isA(String type, JsonNode value) {
        return switch (type) {
            case "object" -> value.isObject();
            case "array" -> value.isArray();
            case "string" -> value.isTextual();
            case "integer" -> value.isIntegralNumber();
            case "number" -> value.isNumber();
            default -> throw new IllegalArgumentException("unknown type: " + type);
        };
    }

    private static boolean contains(JsonNode values, JsonNode value) {
        for (JsonNode one : values) {
            if (one.equals(value)) {
                return true;
            }
        }
        return false;
    }

    private void require(boolean fulfilled, String where, String fault) {
        if (!fulfilled) {
            faults.add(where + " " + fault);
        }
    }
}
