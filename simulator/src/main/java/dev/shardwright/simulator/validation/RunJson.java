package dev.shardwright.simulator.validation;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import java.io.IOException;

/** How measured runs are read: snake case, unknown keys ignored, numbers must be numbers and counts whole. */
final class RunJson {
    static final JsonMapper MAPPER = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .addModule(new SimpleModule().addDeserializer(Integer.class, new WholeNumber()))
            .build();

    private RunJson() {}

    static String rule(JsonMappingException e) {
        if (e instanceof MismatchedInputException wrong && wrong.getTargetType() != null) {
            Class<?> type = wrong.getTargetType();
            if (type == Integer.class) {
                return "must be a whole number";
            }
            return "must be "
                    + (type == Double.class ? "a number" : type == Boolean.class ? "true or false" : "an object");
        }
        return "cannot be read";
    }

    /** Accepts 8 and 8.0, refuses 8.5 and "8". */
    private static final class WholeNumber extends StdScalarDeserializer<Integer> {
        private static final long serialVersionUID = 1L;

        WholeNumber() {
            super(Integer.class);
        }

        @Override
        public Integer deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            if (parser.currentToken().isNumeric()) {
                double value = parser.getDoubleValue();
                if (value == Math.rint(value) && Math.abs(value) <= Integer.MAX_VALUE) {
                    return (int) value;
                }
            }
            throw MismatchedInputException.from(parser, Integer.class, "must be a whole number");
        }
    }
}
