package dev.shardwright.simulator.trace;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.SerializedString;
import java.io.IOException;
import java.io.OutputStream;

/**
 * Events of the trace event format, one after the other: processes, threads, slices, arrows and counters. Times are whole
 * nanoseconds, written as microseconds, so that slices that touch stay apart in the file.
 */
final class EventWriter implements AutoCloseable {
    static final SerializableString CRITICAL = new SerializedString("critical");
    private static final SerializableString PHASE = new SerializedString("ph");
    private static final SerializableString PROCESS = new SerializedString("pid");
    private static final SerializableString THREAD = new SerializedString("tid");
    private static final SerializableString TIME = new SerializedString("ts");
    private static final SerializableString DURATION = new SerializedString("dur");
    private static final SerializableString NAME = new SerializedString("name");
    private static final SerializableString CATEGORY = new SerializedString("cat");
    private static final SerializableString ARGUMENTS = new SerializedString("args");
    private static final SerializableString SLICE = new SerializedString("X");

    private static final int NANOSECOND_DIGITS = 3;

    private final JsonGenerator json;
    private final char[] digits = new char[32];

    /** @param about what the trace is of */
    EventWriter(OutputStream out, String about) throws IOException {
        json = new JsonFactory().createGenerator(out);
        json.setPrettyPrinter(new EventLines());
        json.writeStartObject();
        json.writeStringField("displayTimeUnit", "ms");
        json.writeObjectFieldStart("otherData");
        json.writeStringField("title", about);
        json.writeEndObject();
        json.writeArrayFieldStart("traceEvents");
    }

    /** A thread of a process; 0 stands for the process itself. */
    record Place(int process, int thread) {}

    void name(Place place, String name, int position) throws IOException {
        String what = place.thread == 0 ? "process" : "thread";
        metadata(place, what + "_name");
        json.writeStringField("name", name);
        endWithArguments();
        metadata(place, what + "_sort_index");
        json.writeNumberField("sort_index", position);
        endWithArguments();
    }

    private void metadata(Place place, String name) throws IOException {
        json.writeStartObject();
        json.writeStringField("ph", "M");
        json.writeNumberField("pid", place.process);
        json.writeNumberField("tid", place.thread);
        json.writeStringField("name", name);
        json.writeObjectFieldStart("args");
    }

    /** Begins a slice; its arguments follow, then {@link #endWithArguments}. */
    void slice(Place place, long from, long until, SliceText text) throws IOException {
        json.writeStartObject();
        json.writeFieldName(PHASE);
        json.writeString(SLICE);
        json.writeFieldName(PROCESS);
        json.writeNumber(place.process);
        json.writeFieldName(THREAD);
        json.writeNumber(place.thread);
        json.writeFieldName(TIME);
        decimal(from, NANOSECOND_DIGITS);
        json.writeFieldName(DURATION);
        decimal(until - from, NANOSECOND_DIGITS);
        json.writeFieldName(NAME);
        json.writeString(text.name());
        json.writeFieldName(CATEGORY);
        json.writeString(text.category());
        json.writeFieldName(ARGUMENTS);
        json.writeStartObject();
    }

    /** One end of an arrow between two slices: "s" where it starts, "f" where it ends. */
    void arrow(Place place, String phase, long at, int number) throws IOException {
        json.writeStartObject();
        json.writeStringField("ph", phase);
        json.writeNumberField("pid", place.process);
        json.writeNumberField("tid", place.thread);
        json.writeFieldName(TIME);
        decimal(at, NANOSECOND_DIGITS);
        json.writeStringField("name", "waits for");
        json.writeStringField("cat", "dependency");
        json.writeNumberField("id", number);
        if (phase.equals("f")) {
            json.writeStringField("bp", "e");
        }
        json.writeEndObject();
    }

    /** Begins values of a counter; each follows as an argument, then {@link #endWithArguments}. */
    void counter(int process, long at, String name) throws IOException {
        json.writeStartObject();
        json.writeStringField("ph", "C");
        json.writeNumberField("pid", process);
        json.writeFieldName(TIME);
        decimal(at, NANOSECOND_DIGITS);
        json.writeStringField("name", name);
        json.writeObjectFieldStart("args");
    }

    void argument(SerializableString key, long value) throws IOException {
        json.writeFieldName(key);
        json.writeNumber(value);
    }

    void argument(SerializableString key, SerializableString value) throws IOException {
        json.writeFieldName(key);
        json.writeString(value);
    }

    /** A number with one decimal. */
    void argument(SerializableString key, double value) throws IOException {
        json.writeFieldName(key);
        decimal(Math.round(value * 10), 1);
    }

    void mark(SerializableString key) throws IOException {
        json.writeFieldName(key);
        json.writeBoolean(true);
    }

    void endWithArguments() throws IOException {
        json.writeEndObject();
        json.writeEndObject();
    }

    /** Writes a whole number of tenths, hundredths and so on. */
    private void decimal(long scaled, int decimals) throws IOException {
        long rest = scaled;
        int at = digits.length;
        int written = 0;
        while (rest > 0 || written <= decimals) {
            if (written == decimals) {
                digits[--at] = '.';
            }
            digits[--at] = (char) ('0' + rest % 10);
            rest /= 10;
            written++;
        }
        json.writeNumber(digits, at, digits.length - at);
    }

    @Override
    public void close() throws IOException {
        json.writeEndArray();
        json.writeEndObject();
        json.writeRaw('\n');
        json.close();
    }
}
