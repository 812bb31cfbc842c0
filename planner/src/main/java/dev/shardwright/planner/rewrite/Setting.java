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
                    Setting setting = new Setting(argument.name(), file, argument.values(), argument.place());
                    settings.computeIfAbsent(normal(argument.name()), name -> new ArrayList<>())
                            .add(setting);
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

    /** Whether the value stands in its file as one word that another can replace. */
    boolean rewritable() {
        return values.size() == 1 && place.rewritable();
    }

    private boolean quoted() {
        String text = file.text();
        return place.start() > 0
                && place.end() < text.length()
                && QUOTES.indexOf(text.charAt(place.start() - 1)) >= 0
                && text.charAt(place.end()) == text.charAt(place.start() - 1);
    }

    /** Where the value begins, its quote included. */
    int start() {
        return place.start() - (quoted() ? 1 : 0);
    }

    int end() {
        return place.end() + (quoted() ? 1 : 0);
    }

    /** The value as its file has it, quotes included. */
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
        return said(otherKey, otherLiteral)
                + (file.extension().equals("json") ? "," : "")
                + "\n" + file.text().substring(beginOfLine(), lineStart());
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
        boolean list = rest.endsWith("]") && !file.extension().equals("json");
        return lineStart() >= 0 && (list || (ends && values.size() == 1));
    }

    /** Where to cut so that the key is gone: its line, or, as the last of a JSON object, the comma before it too. */
    int cutStart() {
        int before = beginOfLine() - 1;
        while (before >= 0 && Character.isWhitespace(file.text().charAt(before))) {
            before--;
        }
        return last() && before >= 0 && file.text().charAt(before) == ',' ? before : beginOfLine();
    }

    int cutEnd() {
        int line = file.text().indexOf('\n', end());
        return last() || line < 0 ? end() : line + 1;
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
