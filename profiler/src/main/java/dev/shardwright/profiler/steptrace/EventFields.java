package dev.shardwright.profiler.steptrace;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.shardwright.profiler.steptrace.RawEvent.Shape;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads one event's fields from a stream of JSON. Equal texts are kept once. */
final class EventFields {
    private final JsonParser json;
    private final Map<String, String> texts = new HashMap<>();

    EventFields(JsonParser json) {
        this.json = json;
    }

    /** Reads the object whose opening brace was the last token. */
    void read(RawEvent event) throws IOException {
        event.clear();
        while (json.nextToken() != JsonToken.END_OBJECT) {
            String key = json.currentName();
            json.nextToken();
            switch (key) {
                case "ph" -> event.phase = text();
                case "cat" -> event.category = text();
                case "name" -> event.name = text();
                case "pid" -> event.process = text();
                case "tid" -> event.thread = text();
                case "ts" -> event.start = number();
                case "dur" -> event.duration = number();
                case "args" -> arguments(event);
                default -> json.skipChildren();
            }
        }
    }

    private void arguments(RawEvent event) throws IOException {
        if (json.currentToken() != JsonToken.START_OBJECT) {
            json.skipChildren();
            return;
        }
        while (json.nextToken() != JsonToken.END_OBJECT) {
            String key = json.currentName();
            json.nextToken();
            switch (key) {
                case "External id", "external id" -> event.external = whole();
                case "correlation" -> event.correlation = whole();
                case "device" -> event.device = (int) whole();
                case "Input Dims", "Input dims" -> event.shapes(shapes());
                case "Input type" -> event.types = words();
                case "Concrete Inputs" -> event.values = words();
                case "Collective name" -> event.collective = text();
                case "dtype" -> event.messageType = text();
                case "In msg nelems", "In msg size" -> event.in = whole();
                case "Out msg nelems", "Out msg size" -> event.out = whole();
                case "Group size" -> event.ranks = (int) whole();
                case "Process Group Ranks" -> event.members = text();
                default -> json.skipChildren();
            }
        }
    }

    private String text() throws IOException {
        if (!json.currentToken().isScalarValue()) {
            json.skipChildren();
            return "";
        }
        String text = json.getText();
        String known = texts.putIfAbsent(text, text);
        return known == null ? text : known;
    }

    /** Not a number where none stands. */
    private double number() throws IOException {
        if (json.currentToken().isNumeric()) {
            return json.getDoubleValue();
        }
        try {
            return Double.parseDouble(text());
        } catch (NumberFormatException e) {
            return Double.NaN;
        }
    }

    private long whole() throws IOException {
        double value = number();
        return value >= 0 && value < Long.MAX_VALUE ? (long) value : GpuWork.NOT_SAID;
    }

    private List<Shape> shapes() throws IOException {
        return json.currentToken() == JsonToken.START_ARRAY ? shape().inner() : List.of();
    }

    /** The parser bounds the depth. */
    private Shape shape() throws IOException {
        List<Long> extents = new ArrayList<>();
        List<Shape> inner = new ArrayList<>();
        while (json.nextToken() != JsonToken.END_ARRAY) {
            if (json.currentToken() == JsonToken.START_ARRAY) {
                inner.add(shape());
            } else if (json.currentToken() == JsonToken.VALUE_NUMBER_INT) {
                extents.add(json.getLongValue());
            } else {
                json.skipChildren();
            }
        }
        return new Shape(List.copyOf(extents), List.copyOf(inner));
    }

    private List<String> words() throws IOException {
        if (json.currentToken() != JsonToken.START_ARRAY) {
            json.skipChildren();
            return List.of();
        }
        List<String> words = new ArrayList<>();
        while (json.nextToken() != JsonToken.END_ARRAY) {
            words.add(text());
        }
        return List.copyOf(words);
    }
}
