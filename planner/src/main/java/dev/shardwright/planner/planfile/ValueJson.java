package dev.shardwright.planner.planfile;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import dev.shardwright.simulator.hardware.Surface;
import dev.shardwright.simulator.stack.StageSplit;
import dev.shardwright.simulator.unit.Bytes;
import dev.shardwright.simulator.unit.BytesPerSecond;
import dev.shardwright.simulator.unit.FlopsPerSecond;
import dev.shardwright.simulator.unit.Seconds;
import java.io.IOException;
import java.util.function.Function;

/** Records of quantities, numbers and names as JSON, component by component; quantities in base units, exactly. */
final class ValueJson {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .disable(MapperFeature.AUTO_DETECT_IS_GETTERS)
            .addModule(quantities())
            .build();

    private ValueJson() {}

    static JsonNode write(Object value) {
        return MAPPER.valueToTree(value);
    }

    static <T> T read(Fields fields, Class<T> type) {
        try {
            return MAPPER.treeToValue(fields.node(), type);
        } catch (JsonMappingException e) {
            StringBuilder key = new StringBuilder();
            for (JsonMappingException.Reference step : e.getPath()) {
                String name = step.getFieldName() == null ? "[" + step.getIndex() + "]" : step.getFieldName();
                key.append(key.length() == 0 ? "" : ".").append(name);
            }
            throw fields.problem(key.toString(), firstLine(e));
        } catch (JsonProcessingException e) {
            throw fields.problem("", firstLine(e));
        }
    }

    private static String firstLine(JsonProcessingException e) {
        return e.getOriginalMessage().lines().findFirst().orElse("cannot be read") + ".";
    }

    private static SimpleModule quantities() {
        SimpleModule module = new SimpleModule();
        add(module, Bytes.class, b -> b.value() + " B", Bytes::parse);
        add(module, BytesPerSecond.class, r -> r.value() + " B/s", BytesPerSecond::parse);
        add(module, FlopsPerSecond.class, r -> r.value() + " FLOP/s", FlopsPerSecond::parse);
        add(module, Seconds.class, s -> s.value() + " s", Seconds::parse);
        add(module, StageSplit.class, StageSplit::toString, StageSplit::parse);
        module.setMixInAnnotation(Surface.class, SurfaceShape.class);
        module.setMixInAnnotation(Surface.Axis.class, SurfaceShape.AxisShape.class);
        return module;
    }

    private static <T> void add(
            SimpleModule module, Class<T> type, Function<T, String> write, Function<String, T> parse) {
        module.addSerializer(type, new Writer<>(type, write));
        module.addDeserializer(type, new Reader<>(type, parse));
    }

    private static final class Writer<T> extends StdSerializer<T> {
        private static final long serialVersionUID = 1L;
        private final transient Function<T, String> write;

        Writer(Class<T> type, Function<T, String> write) {
            super(type);
            this.write = write;
        }

        @Override
        public void serialize(T value, JsonGenerator out, SerializerProvider provider) throws IOException {
            out.writeString(write.apply(value));
        }
    }

    private static final class Reader<T> extends StdDeserializer<T> {
        private static final long serialVersionUID = 1L;
        private final transient Function<String, T> parse;

        Reader(Class<T> type, Function<String, T> parse) {
            super(type);
            this.parse = parse;
        }

        @Override
        public T deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            try {
                return parse.apply(parser.getText());
            } catch (IllegalArgumentException e) {
                throw JsonMappingException.from(parser, e.getMessage(), e);
            }
        }
    }
}
