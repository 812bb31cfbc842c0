package dev.shardwright.profiler.profilefile;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import dev.shardwright.simulator.catalog.StrictJson;
import dev.shardwright.simulator.unit.BytesPerSecond;
import dev.shardwright.simulator.unit.FlopsPerSecond;
import dev.shardwright.simulator.unit.Seconds;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.function.Function;

/** The file form of a profile. Reading what was written and writing it again yields the same text. */
public final class ProfileFile {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .defaultPrettyPrinter(new DefaultPrettyPrinter().withObjectIndenter(new DefaultIndenter("  ", "\n")))
            .addModule(new SimpleModule()
                    .addSerializer(text(Seconds.class, FigureText::of))
                    .addSerializer(text(FlopsPerSecond.class, FigureText::of))
                    .addSerializer(text(BytesPerSecond.class, FigureText::of)))
            .build();

    private ProfileFile() {}

    public static String write(Profile profile) {
        try {
            return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(JsonOut.of(profile)) + "\n";
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Throws InvalidInputException with file and key. */
    public static Profile read(Path file) {
        return new JsonIn(file, StrictJson.bind(StrictJson.readTree(file), ProfileJson.class, file)).profile();
    }

    /** A value of a file on one line, without its end. */
    static String line(Object json) {
        try {
            return MAPPER.writeValueAsString(json);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The value of such a line; throws JsonProcessingException for one that was cut off. */
    static <T> T ofLine(String line, Class<T> type) throws JsonProcessingException {
        return MAPPER.readValue(line, type);
    }

    private static <T> StdSerializer<T> text(Class<T> type, Function<T, String> write) {
        return new StdSerializer<>(type) {
            private static final long serialVersionUID = 1L;
            private final transient Function<T, String> writer = write;

            @Override
            public void serialize(T value, JsonGenerator json, SerializerProvider provider) throws IOException {
                json.writeString(writer.apply(value));
            }
        };
    }
}
