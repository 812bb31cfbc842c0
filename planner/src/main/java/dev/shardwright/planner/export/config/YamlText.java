package dev.shardwright.planner.export.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** A section as a YAML file with comments. */
public final class YamlText {
    private static final String INDENT = "  ";

    /** Words that YAML 1.1 reads as truth values or nothing when they are not quoted. */
    private static final Set<String> NO_TEXT =
            Set.of("y", "n", "yes", "no", "on", "off", "true", "false", "null", "Y", "N", "Yes", "No", "On", "Off");

    private final List<String> lines = new ArrayList<>();

    private YamlText() {}

    /** @param heading plain lines of the comment at the head */
    public static String of(List<String> heading, Section section) {
        YamlText yaml = new YamlText();
        yaml.lines.addAll(Comment.lines(heading));
        yaml.section(section, "");
        return String.join("\n", yaml.lines) + "\n";
    }

    private void section(Section section, String indent) {
        for (Entry entry : section.entries()) {
            if (!entry.comment().isEmpty()) {
                lines.add(indent + Comment.line(entry.comment()));
            }
            entry(entry, indent);
        }
    }

    private void entry(Entry entry, String indent) {
        String key = indent + (NO_TEXT.contains(entry.key()) ? Scalar.of(entry.key()) : entry.key()) + ":";
        if (entry.value() instanceof Section section) {
            lines.add(section.entries().isEmpty() ? key + " {}" : key);
            section(section, indent + INDENT);
        } else if (entry.value() instanceof Listing list) {
            listing(key, list, indent);
        } else {
            lines.add(key + " " + entry.value());
        }
    }

    private void listing(String key, Listing list, String indent) {
        if (!list.holdsSections()) {
            lines.add(key + " " + list.inline());
            return;
        }
        lines.add(key);
        for (Value value : list.values()) {
            item(value, indent);
        }
    }

    /** The first line of the item stands behind its dash. */
    private void item(Value value, String indent) {
        if (value instanceof Section section && !section.entries().isEmpty()) {
            YamlText inside = new YamlText();
            inside.section(section, indent + INDENT);
            lines.add(indent + "-" + inside.lines.get(0).substring(indent.length() + 1));
            lines.addAll(inside.lines.subList(1, inside.lines.size()));
        } else {
            lines.add(indent + "- " + (value instanceof Listing list ? list.inline() : value));
        }
    }
}
