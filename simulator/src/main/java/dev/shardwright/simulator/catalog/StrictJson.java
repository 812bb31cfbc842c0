package dev.shardwright.simulator.catalog;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.introspect.AnnotatedMember;
import com.fasterxml.jackson.databind.introspect.AnnotatedParameter;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import dev.shardwright.simulator.problem.InvalidInputException;
import dev.shardwright.simulator.stack.StageSplit;
import dev.shardwright.simulator.unit.Bytes;
import dev.shardwright.simulator.unit.BytesPerSecond;
import dev.shardwright.simulator.unit.FlopsPerSecond;
import dev.shardwright.simulator.unit.Seconds;
import java.io.IOException;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.Constructor;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** JSON reading that forgives nothing: unknown, missing, duplicate or coerced values become problems with file and key. */
public final class StrictJson {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .annotationIntrospector(new RequiredUnlessNullable())
            .addModule(new SimpleModule()
                    .addDeserializer(Bytes.class, quantity(Bytes.class, Bytes::parse))
                    .addDeserializer(BytesPerSecond.class, quantity(BytesPerSecond.class, BytesPerSecond::parse))
                    .addDeserializer(FlopsPerSecond.class, quantity(FlopsPerSecond.class, FlopsPerSecond::parse))
                    .addDeserializer(Seconds.class, quantity(Seconds.class, Seconds::parse))
                    .addDeserializer(StageSplit.class, quantity(StageSplit.class, StageSplit::parse))
                    .addSerializer(StageSplit.class, ToStringSerializer.instance))
            .build();

    private StrictJson() {}

    /** The one JSON object that a file holds. Throws InvalidInputException with file and line. */
    public static JsonNode readTree(Path file) {
        return parse(ConfigText.read(file), file.toString());
    }

    /** Parses a text that must hold one JSON object; {@code file} stands in messages. */
    static JsonNode parse(String text, String file) {
        try {
            JsonNode node = MAPPER.readTree(text);
            if (node == null || !node.isObject()) {
                throw new InvalidInputException(file, "must hold one JSON object.", "");
            }
            return node;
        } catch (JsonProcessingException e) {
            String line = e.getLocation() == null ? "" : ":" + e.getLocation().getLineNr();
            throw new InvalidInputException(file + line, "is not valid JSON: " + firstLine(e), "");
        }
    }

    /** Binds an object to a record with keys in snake case. Throws InvalidInputException with file and key. */
    public static <T> T bind(JsonNode node, Class<T> type, Path file) {
        try {
            return MAPPER.treeToValue(node, type);
        } catch (JsonMappingException e) {
            throw new InvalidInputException(List.of(BindingProblem.of(e, file.toString())));
        } catch (JsonProcessingException e) {
            throw new InvalidInputException(file.toString(), firstLine(e), "");
        }
    }

    /** A record as a tree that {@link #bind} reads. */
    public static ObjectNode tree(Object value) {
        return MAPPER.valueToTree(value);
    }

    private static String firstLine(JsonProcessingException e) {
        return e.getOriginalMessage().lines().findFirst().orElse("cannot be read") + ".";
    }

    private static <T> StdDeserializer<T> quantity(Class<T> type, Function<String, T> parse) {
        return new StdDeserializer<>(type) {
            private static final long serialVersionUID = 1L;
            private final transient Function<String, T> reader = parse;

            @Override
            public T deserialize(JsonParser parser, DeserializationContext context) throws IOException {
                String text = parser.getText();
                try {
                    return reader.apply(text);
                } catch (IllegalArgumentException e) {
                    throw JsonMappingException.from(parser, e.getMessage(), e);
                }
            }
        };
    }

    /** A record component must be stated unless its type is marked nullable. */
    private static final class RequiredUnlessNullable extends JacksonAnnotationIntrospector {
        private static final long serialVersionUID = 1L;

        @Override
        public Boolean hasRequiredMarker(AnnotatedMember member) {
            if (member instanceof AnnotatedParameter parameter
                    && parameter.getOwner().getAnnotated() instanceof Constructor<?> constructor) {
                AnnotatedType type = constructor.getAnnotatedParameterTypes()[parameter.getIndex()];
                return !type.isAnnotationPresent(Nullable.class);
            }
            return super.hasRequiredMarker(member);
        }
    }
}
