package dev.shardwright.planner.export.megatron;

import dev.shardwright.planner.export.shell.ShellWord;
import java.util.ArrayList;
import java.util.List;

/** One Megatron-LM argument: its name, its values (none for a switch), and a remark for the reader of the script. */
public record Flag(String name, List<ShellWord> values, String remark) {
    public Flag {
        if (!name.startsWith("--")) {
            throw new IllegalArgumentException("an argument starts with two dashes: " + name);
        }
        values = List.copyOf(values);
    }

    public static Flag on(String name) {
        return new Flag(name, List.of(), "");
    }

    public static Flag of(String name, long value) {
        return new Flag(name, List.of(ShellWord.literal(value)), "");
    }

    public static Flag of(String name, String value) {
        return new Flag(name, List.of(ShellWord.literal(value)), "");
    }

    /** The value is left to a shell variable, because the plan does not know it. */
    public static Flag fromVariable(String name, String variable) {
        return new Flag(name, List.of(ShellWord.variable(variable)), "");
    }

    public Flag because(String reason) {
        return new Flag(name, values, reason);
    }

    /** The lines of a Bash array: the remark, if any, and the words. */
    List<String> lines() {
        List<String> lines = new ArrayList<>();
        if (!remark.isEmpty()) {
            lines.add("# " + ShellWord.comment(remark));
        }
        StringBuilder words = new StringBuilder(name);
        values.forEach(value -> words.append(' ').append(value));
        lines.add(words.toString());
        return lines;
    }
}
