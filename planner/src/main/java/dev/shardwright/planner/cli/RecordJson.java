package dev.shardwright.planner.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.shardwright.simulator.unit.Bytes;
import java.lang.reflect.RecordComponent;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** A value made of records as JSON, component by component; quantities are texts with their unit. */
final class RecordJson {
    private static final String UNITS = Bytes.class.getPackageName();

    private RecordJson() {}

    static ObjectNode of(Record value) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        for (RecordComponent component : value.getClass().getRecordComponents()) {
            node.set(snake(component.getName()), json(component(value, component)));
        }
        return node;
    }

    private static Object component(Record value, RecordComponent component) {
        try {
            return component.getAccessor().invoke(value);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("cannot read " + component, e);
        }
    }

    private static JsonNode json(Object value) {
        JsonNodeFactory json = JsonNodeFactory.instance;
        if (value instanceof Record inner && !value.getClass().getPackageName().equals(UNITS)) {
            return of(inner);
        }
        if (value instanceof Enum<?> choice) {
            return json.textNode(name(choice));
        }
        if (value instanceof Integer number) {
            return json.numberNode(number);
        }
        return value instanceof Double number ? json.numberNode(number) : json.textNode(String.valueOf(value));
    }

    /** "FLASH_3" is written "flash-3". */
    static String name(Enum<?> choice) {
        return choice.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static String snake(String camel) {
        return camel.replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
    }

    /** Every value that is not itself made of others, by its path. */
    static Map<String, String> leaves(ObjectNode node) {
        Map<String, String> leaves = new LinkedHashMap<>();
        node.properties().forEach(field -> {
            if (field.getValue() instanceof ObjectNode inner) {
                leaves(inner).forEach((key, value) -> leaves.put(field.getKey() + "." + key, value));
            } else {
                leaves.put(field.getKey(), field.getValue().asText());
            }
        });
        return leaves;
    }
}
