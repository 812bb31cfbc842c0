package dev.shardwright.planner.importing.document;

import dev.shardwright.planner.importing.source.SourceFile;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A configuration that is written in Python, as torchtitan's recipes are: assignments of literals to attributes. A name
 * that stands for an attribute of the configuration is followed; {@code config = recipe()} is the key "recipe". Nothing is
 * executed: an expression is kept as its text, and other statements are skipped.
 */
final class PythonDocument {
    /** Repeated classes, no repeated groups: those need a stack as deep as a name is long. */
    private static final Pattern TARGET = Pattern.compile("[ \t]*([A-Za-z_][\\w.]*)[ \t]*=(?!=)[ \t]*");

    private static final Pattern PATH = Pattern.compile("[A-Za-z_]\\w*\\.[\\w.]+");
    private static final Pattern CALL = Pattern.compile("[A-Za-z_][\\w.]*\\(.*\\)");
    private static final String RECIPE = "recipe";

    private final String text;
    private final Entries entries;
    /** What stands for a section of the configuration, "" for all of it. */
    private final Map<String, String> sections = new HashMap<>();

    private PythonDocument(SourceFile file, Entries entries) {
        this.text = file.text();
        this.entries = entries;
    }

    static void read(SourceFile file, Entries entries) {
        new PythonDocument(file, entries).read();
    }

    private void read() {
        int at = 0;
        Matcher target = TARGET.matcher(text);
        while (at < text.length()) {
            boolean assigns = target.region(at, text.length()).lookingAt();
            at = assigns ? assignment(target.group(1), target.end()) : at;
            int end = text.indexOf('\n', at);
            at = end < 0 ? text.length() : end + 1;
        }
    }

    /** Where the value ends. */
    private int assignment(String name, int at) {
        if (at < text.length() && text.charAt(at) == '[') {
            return list(key(name), at, 0);
        }
        int end = valueEnd(at);
        String value = text.substring(at, end);
        if (name.contains(".")) {
            scalar(key(name), value, at);
        } else if (PATH.matcher(value).matches()) {
            sections.put(name, key(value) + ".");
        } else if (CALL.matcher(value).matches()) {
            sections.put(name, "");
            entries.add(RECIPE, value, at, end);
        }
        return end;
    }

    /** An attribute without the variable that it belongs to. */
    private String key(String path) {
        int dot = path.indexOf('.');
        return dot < 0 ? path : sections.getOrDefault(path.substring(0, dot), "") + path.substring(dot + 1);
    }

    private void scalar(String key, String value, int at) {
        boolean quoted = value.length() > 1
                && "\"'".indexOf(value.charAt(0)) >= 0
                && value.indexOf(value.charAt(0), 1) == value.length() - 1;
        int margin = quoted ? 1 : 0;
        String bare = value.substring(margin, value.length() - margin);
        entries.add(
                key,
                quoted ? bare : bare.replaceAll("(?<=[0-9])_(?=[0-9])", ""),
                at + margin,
                at + value.length() - margin);
    }

    /** The end of the line without blanks and comment; a # inside of quotes belongs to the value. */
    private int valueEnd(int start) {
        char quote = 0;
        int end = start;
        while (end < text.length() && text.charAt(end) != '\n' && (quote != 0 || text.charAt(end) != '#')) {
            char c = text.charAt(end);
            quote = quote == 0 && (c == '"' || c == '\'') ? c : quote == c ? 0 : quote;
            end++;
        }
        while (end > start && Character.isWhitespace(text.charAt(end - 1))) {
            end--;
        }
        return end;
    }

    /** Items over lines; a list inside is named by its number. */
    private int list(String key, int start, int depth) {
        entries.checkDepth(depth, start);
        int at = start + 1;
        int index = 0;
        while (at < text.length() && text.charAt(at) != ']') {
            char c = text.charAt(at);
            if (c == '[') {
                at = list(key + "." + index++, at, depth + 1);
            } else if (c == '#') {
                at = Math.max(at, text.indexOf('\n', at) < 0 ? text.length() : text.indexOf('\n', at));
            } else if (c == ',' || Character.isWhitespace(c)) {
                at++;
            } else {
                at = item(key, at);
                index++;
            }
        }
        if (at >= text.length()) {
            throw entries.failure(start, "is not valid Python: ] is missing.");
        }
        if (index == 0) {
            entries.empty(key, start);
        }
        return at + 1;
    }

    private int item(String key, int start) {
        char quote = text.charAt(start);
        int end = start + 1;
        boolean quoted = quote == '"' || quote == '\'';
        while (end < text.length()
                && (quoted
                        ? text.charAt(end) != quote && text.charAt(end) != '\n'
                        : ",]\n".indexOf(text.charAt(end)) < 0)) {
            end++;
        }
        entries.add(key, text.substring(start + (quoted ? 1 : 0), end).strip(), start + (quoted ? 1 : 0), end);
        return quoted && end < text.length() ? end + 1 : end;
    }
}
