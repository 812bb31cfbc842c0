package dev.shardwright.simulator.accuracy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.shardwright.simulator.catalog.StrictJson;
import dev.shardwright.simulator.stack.Experience;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Map;
import java.util.stream.Collectors;

/** The text of {@code profiles/residuals.json}, which the catalog reads back as the experience of each stack. */
public final class ResidualFile {
    private static final MathContext DIGITS = new MathContext(4);

    private ResidualFile() {}

    public static String text(ResidualTable table) {
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        root.put("source", "predictions of this version against profiles/measured; docs/model/intervals.md");
        root.put("unit", "low, high: measured over predicted; per_doubling: its natural logarithm");
        root.put("written_by", "shardwright validate --residuals profiles/residuals.json");
        root.set("unseen_stack", rounded(StrictJson.tree(table.unseen())));
        ObjectNode stacks = root.putObject("stacks");
        table.stacks().forEach((stack, experience) -> stacks.set(stack, own(experience, table.unseen())));
        try {
            return JsonMapper.builder().build().writerWithDefaultPrettyPrinter().writeValueAsString(root) + "\n";
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Without what the stack has in common with an unseen one. */
    private static ObjectNode own(Experience experience, Experience unseen) {
        ObjectNode own = rounded(StrictJson.tree(experience));
        strip(own, rounded(StrictJson.tree(unseen)));
        return own;
    }

    private static void strip(ObjectNode own, JsonNode common) {
        for (Map.Entry<String, JsonNode> field : Map.copyOf(
                        own.properties().stream().collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)))
                .entrySet()) {
            JsonNode other = common.path(field.getKey());
            if (field.getValue().equals(other)) {
                own.remove(field.getKey());
            } else if (field.getValue() instanceof ObjectNode inner && !inner.has("low")) {
                strip(inner, other);
            }
        }
    }

    private static ObjectNode rounded(ObjectNode node) {
        node.properties().forEach(field -> {
            if (field.getValue() instanceof ObjectNode inner) {
                rounded(inner);
            } else if (field.getValue().isDouble()) {
                double value = BigDecimal.valueOf(field.getValue().doubleValue())
                        .round(DIGITS)
                        .doubleValue();
                field.setValue(JsonNodeFactory.instance.numberNode(value));
            }
        });
        return node;
    }
}
