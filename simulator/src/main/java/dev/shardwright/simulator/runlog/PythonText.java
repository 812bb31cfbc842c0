package dev.shardwright.simulator.runlog;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads what Python prints of a dictionary, or the JSON that it dumps, as a tree. */
final class PythonText {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(JsonReadFeature.ALLOW_SINGLE_QUOTES)
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .enable(JsonReadFeature.ALLOW_TRAILING_COMMA)
            .build();

    private static final Pattern TRUE = Pattern.compile("(?<=[:\\[, ])True(?=[,}\\] ])");
    private static final Pattern FALSE = Pattern.compile("(?<=[:\\[, ])False(?=[,}\\] ])");
    private static final Pattern NOTHING = Pattern.compile("(?<=[:\\[, ])(?:None|nan|inf|-inf)(?=[,}\\] ])");

    private PythonText() {}

    /** Empty for anything that is not an object. */
    static Optional<JsonNode> tree(String text) {
        String json = NOTHING.matcher(text).replaceAll("null");
        json = FALSE.matcher(TRUE.matcher(json).replaceAll("true")).replaceAll("false");
        try {
            return Optional.ofNullable(MAPPER.readTree(json)).filter(JsonNode::isObject);
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }
}
