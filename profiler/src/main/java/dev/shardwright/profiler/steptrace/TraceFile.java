package dev.shardwright.profiler.steptrace;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.shardwright.simulator.catalog.FileFailure;
import dev.shardwright.simulator.problem.InvalidInputException;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * Reads the trace file of PyTorch's profiler (chrome trace JSON, perhaps gzipped) as a stream: what stays in memory is a
 * small record for each operator call, launch and kernel, none of the text.
 */
final class TraceFile {
    private static final int BUFFER = 1 << 16;
    private static final JsonFactory JSON = new JsonFactory();

    private final Path file;
    private final JsonParser json;
    private final TraceBuilder trace;

    private TraceFile(Path file, JsonParser json) {
        this.file = file;
        this.json = json;
        this.trace = new TraceBuilder(file);
    }

    /** Throws InvalidInputException with the file, the line and the event. */
    static Trace read(Path file) {
        try (InputStream raw = new BufferedInputStream(Files.newInputStream(file), BUFFER);
                InputStream plain = unpacked(raw);
                JsonParser json = JSON.createParser(plain)) {
            return new TraceFile(file, json).all();
        } catch (EOFException | ZipException e) {
            throw new InvalidInputException(
                    file.toString(), "ends early or is damaged: it cannot be unpacked to its end.", "Copy it again.");
        } catch (IOException e) {
            throw new InvalidInputException(file.toString(), "cannot be read: " + FileFailure.reason(e) + ".", "");
        }
    }

    private static InputStream unpacked(InputStream raw) throws IOException {
        raw.mark(2);
        boolean packed = raw.read() == 0x1f && raw.read() == 0x8b;
        raw.reset();
        return packed ? new BufferedInputStream(new GZIPInputStream(raw, BUFFER), BUFFER) : raw;
    }

    private Trace all() throws IOException {
        try {
            document();
        } catch (JacksonException e) {
            throw new InvalidInputException(
                    file + ":" + json.currentLocation().getLineNr(),
                    "is no JSON from here on: "
                            + e.getOriginalMessage().lines().findFirst().orElse("") + ".",
                    "Export the trace again, or copy it again whole.");
        }
        return trace.build();
    }

    private void document() throws IOException {
        JsonToken first = json.nextToken();
        if (first == JsonToken.START_ARRAY) {
            events();
        } else if (first == JsonToken.START_OBJECT) {
            whole();
        }
    }

    private void whole() throws IOException {
        while (json.nextToken() != JsonToken.END_OBJECT) {
            String key = json.currentName();
            JsonToken value = json.nextToken();
            if (key.equals("traceEvents") && value == JsonToken.START_ARRAY) {
                events();
            } else if (key.equals("deviceProperties") && value == JsonToken.START_ARRAY) {
                devices();
            } else {
                json.skipChildren();
            }
        }
    }

    private void events() throws IOException {
        EventFields fields = new EventFields(json);
        RawEvent event = new RawEvent();
        for (long index = 0; json.nextToken() != JsonToken.END_ARRAY; index++) {
            if (json.currentToken() != JsonToken.START_OBJECT) {
                json.skipChildren();
                continue;
            }
            fields.read(event);
            int line = json.currentLocation().getLineNr();
            trace.add(event, () -> file + ":" + line, index);
        }
    }

    private void devices() throws IOException {
        while (json.nextToken() != JsonToken.END_ARRAY) {
            if (json.currentToken() != JsonToken.START_OBJECT) {
                json.skipChildren();
                continue;
            }
            Map<String, String> properties = new HashMap<>();
            while (json.nextToken() != JsonToken.END_OBJECT) {
                String key = json.currentName();
                json.nextToken();
                if (json.currentToken().isScalarValue()) {
                    properties.put(key, json.getText());
                } else {
                    json.skipChildren();
                }
            }
            trace.device(properties);
        }
    }
}
