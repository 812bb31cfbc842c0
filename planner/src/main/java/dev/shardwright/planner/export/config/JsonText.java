package dev.shardwright.planner.export.config;

import java.util.stream.Collectors;

/** A section as a JSON file; comments have no place in it. */
public final class JsonText {
    private static final String INDENT = "  ";

    private JsonText() {}

    public static String of(Section section) {
        return value(section, "") + "\n";
    }

    private static String value(Value value, String indent) {
        if (value instanceof Section section) {
            return section(section, indent);
        }
        if (value instanceof Listing list) {
            return list.holdsSections() ? sections(list, indent) : list.inline();
        }
        return value.toString();
    }

    private static String section(Section section, String indent) {
        String inside = indent + INDENT;
        return section.entries().isEmpty()
                ? "{}"
                : section.entries().stream()
                        .map(e -> inside + "\"" + e.key() + "\": " + value(e.value(), inside))
                        .collect(Collectors.joining(",\n", "{\n", "\n" + indent + "}"));
    }

    private static String sections(Listing list, String indent) {
        String inside = indent + INDENT;
        return list.values().stream()
                .map(value -> inside + value(value, inside))
                .collect(Collectors.joining(",\n", "[\n", "\n" + indent + "]"));
    }
}
