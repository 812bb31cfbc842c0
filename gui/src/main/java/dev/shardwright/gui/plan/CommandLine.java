package dev.shardwright.gui.plan;

import java.util.Map;
import java.util.regex.Pattern;

/** The command that asks the same as the form. */
final class CommandLine {
    private static final String COMMAND = "shardwright plan";
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_@%+=:,./-]+");

    private CommandLine() {}

    /** Options that say what is assumed anyway are left out. */
    static String of(Map<PlanField, String> texts) {
        StringBuilder line = new StringBuilder(COMMAND);
        texts.forEach((field, text) -> {
            if (!text.isEmpty() && !text.equals(field.fallback())) {
                line.append(' ').append(field.option()).append(' ').append(quoted(text));
            }
        });
        return line.toString();
    }

    /** One word for a POSIX shell. */
    private static String quoted(String text) {
        return PLAIN.matcher(text).matches() ? text : "'" + text.replace("'", "'\\''") + "'";
    }
}
