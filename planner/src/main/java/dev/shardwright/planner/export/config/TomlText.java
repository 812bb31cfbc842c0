package dev.shardwright.planner.export.config;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** A section as a TOML file with comments: plain keys first, then every section under its name in brackets. */
public final class TomlText {
    private final List<String> lines = new ArrayList<>();

    private TomlText() {}

    /** @param heading plain lines of the comment at the head */
    public static String of(List<String> heading, Section section) {
        TomlText toml = new TomlText();
        toml.lines.addAll(Comment.lines(heading));
        toml.table("", section);
        return String.join("\n", toml.lines) + "\n";
    }

    private void table(String path, Section section) {
        for (Entry entry : section.entries()) {
            if (!(entry.value() instanceof Section)) {
                comment(entry);
                lines.add(entry.key() + " = " + inline(entry.value()));
            }
        }
        for (Entry entry : section.entries()) {
            if (entry.value() instanceof Section inside) {
                String name = path.isEmpty() ? entry.key() : path + "." + entry.key();
                lines.add("");
                comment(entry);
                lines.add("[" + name + "]");
                table(name, inside);
            }
        }
    }

    private void comment(Entry entry) {
        if (!entry.comment().isEmpty()) {
            lines.add(Comment.line(entry.comment()));
        }
    }

    private static String inline(Value value) {
        if (value instanceof Section section) {
            return section.entries().stream()
                    .map(e -> e.key() + " = " + inline(e.value()))
                    .collect(Collectors.joining(", ", "{", "}"));
        }
        if (value instanceof Listing list) {
            return list.values().stream().map(TomlText::inline).collect(Collectors.joining(", ", "[", "]"));
        }
        return value.toString();
    }
}
