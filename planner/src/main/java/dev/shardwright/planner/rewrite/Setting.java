package dev.shardwright.planner.rewrite;

import dev.shardwright.planner.importing.document.Documents;
import dev.shardwright.planner.importing.fact.Argument;
import dev.shardwright.planner.importing.fact.FlagSpan;
import dev.shardwright.planner.importing.source.Place;
import dev.shardwright.planner.importing.source.SourceFile;
import dev.shardwright.planner.importing.source.Sources;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A key of a configuration, or a flag of a command, with its values and where the first of them stands. */
record Setting(String name, SourceFile file, List<String> values, Place place) {
    private static final String QUOTES = "\"'";

    /** All keys of configurations and flags of commands by one name; several files may set the same. */
    static Map<String, List<Setting>> of(List<SourceFile> files, List<FlagSpan> flags) {
        Sources sources = new Sources(files);
        Map<String, List<Setting>> settings = new LinkedHashMap<>();
        for (SourceFile file : files) {
            if (Documents.reads(file)) {
                for (Argument argument : Documents.read(file, sources)) {
                    Setting setting = new Setting(argument.name(), file, argument.values(), argument.place()).whole();
                    List<Setting> same = settings.computeIfAbsent(normal(setting.name()), name -> new ArrayList<>());
                    if (!same.contains(setting)) {
                        same.add(setting);
                    }
                }
            }
            flags.forEach(flag -> flag.value()
                    .filter(place -> place.file().equals(file.name()))
                    .map(place -> new Setting(flag.name(), file, flag.values(), place))
                    .ifPresent(setting -> settings.computeIfAbsent(normal(flag.name()), name -> new ArrayList<>())
                            .add(setting)));
        }
        return settings;
    }

    /** One name for --micro_batch, micro-batch and micro_batch. */
    static String normal(String name) {
        return name.replaceFirst("^--", "").replace('_', '-');
    }

    /** The name of the section that the key is in, with its dot; empty at the top. */
    String section() {
        return path().substring(0, path().lastIndexOf('.') + 1);
    }

    String key() {
        return path().substring(path().lastIndexOf('.') + 1);
    }

    /** Without the numbers of lists inside of lists. */
    private String path() {
        String path = name;
        int dot = path.lastIndexOf('.');
        while (dot > 0 && path.substring(dot + 1).matches("[0-9]+")) {
            path = path.substring(0, dot);
            dot = path.lastIndexOf('.');
        }
        return path;
    }

    /** Of a list in a list in brackets, the whole outer list as one value; any other setting as it is. */
    private Setting whole() {
        int outer = path().equals(name) || list() < 0 ? -1 : outer();
        if (outer < 0) {
            return this;
        }
        int end = closing(outer);
        String text = file.text().substring(outer, end);
        Place all = new Sources(List.of(file)).place(file, outer, end);
        return new Setting(path(), file, List.of(text.replaceAll("\\s+", "")), all);
    }

    /** Where the list begins that the value's list is an item of; -1 where it is the item of none in brackets. */
    private int outer() {
        int depth = 1;
        for (int at = list() - 1; at >= 0; at--) {
            char c = file.text().charAt(at);
            depth += c == ']' ? 1 : c == '[' ? -1 : 0;
            if (depth == 0) {
                return at;
            }
            if (c == '=' || c == ':') {
                return -1;
            }
        }
        return -1;
    }

    /** Whether the value, or the list of values, stands in its file as one piece that another can replace. */
    boolean rewritable() {
        return place.rewritable() && path().equals(name) && (values.size() == 1 || list() >= 0);
    }

    private boolean quoted() {
        String text = file.text();
        return place.start() > 0
                && place.end() < text.length()
                && QUOTES.indexOf(text.charAt(place.start() - 1)) >= 0
                && text.charAt(place.end()) == text.charAt(place.start() - 1);
    }

    /** Where the list begins whose first item the value is; -1 where it is none in brackets. */
    private int list() {
        int before = place.start() - (quoted() ? 2 : 1);
        while (before >= 0 && Character.isWhitespace(file.text().charAt(before))) {
            before--;
        }
        return before >= 0 && file.text().charAt(before) == '[' ? before : -1;
    }

    /** Where the value or its list begins, quotes and brackets included. */
    int start() {
        return list() >= 0 ? list() : place.start() - (quoted() ? 1 : 0);
    }

    int end() {
        return list() >= 0 ? closing(list()) : place.end() + (quoted() ? 1 : 0);
    }

    /** Behind the bracket that closes the one there. */
    private int closing(int opening) {
        String text = file.text();
        int depth = 0;
        char quote = 0;
        for (int at = opening; at < text.length(); at++) {
            char c = text.charAt(at);
            if (quote != 0) {
                quote = c == quote ? 0 : quote;
            } else if (QUOTES.indexOf(c) >= 0) {
                quote = c;
            } else if (c == '[') {
                depth++;
            } else if (c == ']' && --depth == 0) {
                return at + 1;
            }
        }
        return text.length();
    }

    /** The value as its file has it, quotes and brackets included. */
    String literal() {
        return file.text().substring(start(), end());
    }

    /** Whether a key of that section of such a file can have a line before this one's. */
    boolean takesLine(String extension, String otherSection) {
        return Documents.reads(file)
                && file.extension().equals(extension)
                && section().equals(otherSection)
                && lineStart() >= 0;
    }

    /** The line that sets another key, up to where this key's line begins behind its indentation. */
    String lineOf(String otherKey, String otherLiteral) {
        String line = flows() ? "\"" + otherKey + "\": " + otherLiteral + "," : said(otherKey, otherLiteral);
        return line + "\n" + file.text().substring(beginOfLine(), lineStart());
    }

    /** Whether the key stands as in JSON: in quotes, with a comma behind its value; GPT-NeoX writes its YAML so. */
    private boolean flows() {
        boolean quotes = lineStart() >= 0 && file.text().charAt(lineStart()) == '"';
        boolean comma = file.text().substring(end()).stripLeading().startsWith(",");
        return file.extension().equals("json") || (quotes && comma);
    }

    /** The key with a value in the form of its file. */
    private String said(String otherKey, String otherLiteral) {
        return switch (file.extension()) {
            case "json" -> "\"" + otherKey + "\": " + otherLiteral;
            case "toml" -> otherKey + " = " + otherLiteral;
            default -> otherKey + ": " + otherLiteral;
        };
    }

    /** The key and its value in the form of its file. */
    String said() {
        return said(key(), literal());
    }

    /** Whether the key has a line of its own, which can be removed. */
    boolean alone() {
        String text = file.text();
        int end = text.indexOf('\n', end());
        String rest = text.substring(end(), end < 0 ? text.length() : end).strip();
        boolean ends = rest.isEmpty() || rest.equals(",") || rest.startsWith("#");
        boolean listOfLists = rest.endsWith("]") && !path().equals(name);
        return lineStart() >= 0 && (listOfLists || (ends && rewritable()));
    }

    /**
     * The file without the key: without its line, of the last key of a JSON object from the comma before it on, and of
     * the only one without the lines of the object.
     */
    SourceFile cut() {
        String text = file.text();
        int before = beginOfLine() - 1;
        while (before >= 0 && Character.isWhitespace(text.charAt(before))) {
            before--;
        }
        String rest = text.substring(end()).stripLeading();
        if (last() && before >= 0 && text.charAt(before) == '{' && rest.startsWith("}")) {
            return new SourceFile(file.name(), text.substring(0, before + 1) + rest);
        }
        int start = last() && before >= 0 && text.charAt(before) == ',' ? before : beginOfLine();
        int line = text.indexOf('\n', end());
        int end = last() || line < 0 ? end() : line + 1;
        return new SourceFile(file.name(), text.substring(0, start) + text.substring(end));
    }

    /** Whether no comma follows in JSON. */
    private boolean last() {
        return file.extension().equals("json")
                && !file.text().substring(end()).stripLeading().startsWith(",");
    }

    /** Where the key's line begins behind its indentation; -1 where the line begins with something else. */
    int lineStart() {
        String text = file.text();
        int at = beginOfLine();
        while (at < text.length() && (text.charAt(at) == ' ' || text.charAt(at) == '\t')) {
            at++;
        }
        return text.startsWith(key(), at) || text.startsWith("\"" + key() + "\"", at) ? at : -1;
    }

    private int beginOfLine() {
        return file.text().lastIndexOf('\n', start() - 1) + 1;
    }
}
