package dev.shardwright.planner.importing.document;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import dev.shardwright.planner.importing.source.SourceFile;
import java.io.IOException;
import java.io.UncheckedIOException;

/** JSON, token by token. */
final class JsonDocument {
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .enable(JsonReadFeature.ALLOW_JAVA_COMMENTS)
            .enable(JsonReadFeature.ALLOW_TRAILING_COMMA)
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .build();

    private final JsonParser parser;
    private final SourceFile file;
    private final Entries entries;

    private JsonDocument(JsonParser parser, SourceFile file, Entries entries) {
        this.parser = parser;
        this.file = file;
        this.entries = entries;
    }

    static void read(SourceFile file, Entries entries) {
        try (JsonParser parser = FACTORY.createParser(file.text())) {
            JsonToken first = parser.nextToken();
            if (first != JsonToken.START_OBJECT) {
                throw entries.failure(0, "must hold one JSON object.");
            }
            new JsonDocument(parser, file, entries).object("", 0);
        } catch (JsonProcessingException e) {
            int at = e.getLocation() == null
                    ? 0
                    : (int) Math.max(0, e.getLocation().getCharOffset());
            throw entries.failure(
                    at,
                    "is not valid JSON: "
                            + e.getOriginalMessage().lines().findFirst().orElse("") + ".");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void object(String prefix, int depth) throws IOException {
        entries.checkDepth(depth, start());
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String key = prefix + parser.currentName();
            parser.nextToken();
            value(key, depth);
        }
    }

    private void value(String key, int depth) throws IOException {
        if (parser.currentToken() == JsonToken.START_OBJECT) {
            object(key + ".", depth + 1);
        } else if (parser.currentToken() == JsonToken.START_ARRAY) {
            array(key, depth + 1);
        } else if (parser.currentToken() != JsonToken.VALUE_NULL) {
            scalar(key);
        }
    }

    private void array(String key, int depth) throws IOException {
        entries.checkDepth(depth, start());
        int start = start();
        int index = 0;
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            boolean nested = parser.currentToken().isStructStart();
            value(nested ? key + "." + index : key, depth);
            index++;
        }
        if (index == 0) {
            entries.empty(key, start);
        }
    }

    private void scalar(String key) throws IOException {
        String value = parser.getText();
        boolean quoted = parser.currentToken() == JsonToken.VALUE_STRING;
        int start = start() + (quoted ? 1 : 0);
        int end = (int) Math.min(file.text().length(), start + (long) value.length());
        entries.add(key, value, start, end);
    }

    private int start() {
        return (int) Math.max(0, parser.currentTokenLocation().getCharOffset());
    }
}
