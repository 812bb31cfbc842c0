package dev.shardwright.planner.export.shell;

import java.util.regex.Pattern;

/** One word of a Bash command line, already quoted: whatever text it is made from, Bash reads back exactly that. */
public final class ShellWord {
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_@%+=:,./-]+");
    private static final Pattern NAME = Pattern.compile("[A-Z_][A-Z0-9_]*");
    private static final Pattern NOT_PRINTABLE = Pattern.compile("[^\\x20-\\x7e]");

    private final String text;

    private ShellWord(String text) {
        this.text = text;
    }

    /** The text itself; nothing in it is expanded. */
    public static ShellWord literal(String value) {
        if (value.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("a shell word cannot hold a NUL character");
        }
        return new ShellWord(PLAIN.matcher(value).matches() ? value : "'" + value.replace("'", "'\\''") + "'");
    }

    public static ShellWord literal(long value) {
        return literal(Long.toString(value));
    }

    /** The value of a shell variable, as one word. */
    public static ShellWord variable(String name) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("not a shell variable: " + name);
        }
        return new ShellWord("\"$" + name + "\"");
    }

    /** Text that stays inside one comment line: line breaks and other unprintable characters become '?'. */
    public static String comment(String text) {
        return NOT_PRINTABLE.matcher(text).replaceAll("?");
    }

    /** Letters, digits, dots, dashes and underscores of the text: safe as a file or job name, never empty. */
    public static String identifier(String text) {
        String clean = text.replaceAll("[^A-Za-z0-9._-]+", "-").replaceAll("^[.-]+", "");
        return clean.isEmpty() ? "model" : clean.substring(0, Math.min(clean.length(), 64));
    }

    @Override
    public String toString() {
        return text;
    }
}
