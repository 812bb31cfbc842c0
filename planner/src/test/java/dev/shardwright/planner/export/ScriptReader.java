package dev.shardwright.planner.export;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What an exported launch script passes to pretrain_gpt.py with nothing set by the user, read from its text without
 * Bash: the few constructs that the exporter writes, and an error for any other.
 */
public final class ScriptReader {
    private static final Pattern DEFAULT = Pattern.compile("([A-Z_]+)=\"\\$\\{\\1:-([^}]*)}\".*");
    private static final Pattern EXPORT = Pattern.compile("export ([A-Z_]+)=(\\S+)");
    private static final Pattern PRESET = Pattern.compile("export ([A-Z_]+)=\"\\$\\{\\1:-([^}]*)}\"");
    private static final Pattern ARRAY = Pattern.compile("\\s*([A-Z]+_ARGS)=\\(");
    private static final Pattern WORD = Pattern.compile("'((?:[^']|'\\\\'')*)'|\"\\$([A-Z_]+)\"|([^\\s'\"]+)");

    private final Map<String, String> variables = new LinkedHashMap<>();
    private final Map<String, String> environment = new LinkedHashMap<>();
    private final Map<String, List<String>> arrays = new LinkedHashMap<>();

    private ScriptReader(String text) {
        String[] lines = text.split("\n", -1);
        for (int i = 0; i < lines.length; i++) {
            readVariable(lines[i]);
            Matcher array = ARRAY.matcher(lines[i]);
            if (array.matches() && !lines[i].contains("DATA_ARGS") || madeUpData(lines, i)) {
                i = readArray(ARRAY.matcher(lines[i]), lines, i);
            }
        }
    }

    public static ScriptReader of(String text) {
        return new ScriptReader(text);
    }

    /** The second of the two definitions: the branch without real data. */
    private static boolean madeUpData(String[] lines, int i) {
        return lines[i].equals("    DATA_ARGS=(") && lines[i + 1].contains("--mock-data");
    }

    private void readVariable(String line) {
        Matcher preset = PRESET.matcher(line);
        Matcher export = EXPORT.matcher(line);
        Matcher value = DEFAULT.matcher(line);
        if (preset.matches()) {
            environment.put(preset.group(1), preset.group(2));
        } else if (export.matches() && !line.contains("PYTHONPATH")) {
            environment.put(export.group(1), export.group(2));
        } else if (value.matches()) {
            variables.put(value.group(1), value.group(2));
        }
    }

    private int readArray(Matcher name, String[] lines, int start) {
        if (!name.matches()) {
            throw new IllegalStateException("no array: " + lines[start]);
        }
        List<String> words = new ArrayList<>();
        int line = start + 1;
        for (; !lines[line].strip().equals(")"); line++) {
            if (!lines[line].strip().startsWith("#")) {
                words.addAll(words(lines[line].strip()));
            }
        }
        arrays.put(name.group(1), words);
        return line;
    }

    private List<String> words(String line) {
        List<String> words = new ArrayList<>();
        Matcher word = WORD.matcher(line);
        int end = 0;
        while (word.find()) {
            if (!line.substring(end, word.start()).isBlank()) {
                throw new IllegalStateException("not understood: " + line);
            }
            end = word.end();
            words.add(
                    word.group(1) != null
                            ? word.group(1).replace("'\\''", "'")
                            : word.group(2) != null ? variables.get(word.group(2)) : word.group(3));
        }
        return words;
    }

    /** Everything after pretrain_gpt.py. */
    public List<String> arguments() {
        List<String> all = new ArrayList<>();
        arrays.forEach((name, words) -> {
            if (!name.equals("DISTRIBUTED_ARGS") && !name.equals("CHECKPOINT_ARGS")) {
                all.addAll(words);
            }
        });
        return all;
    }

    public Map<String, String> environment() {
        return environment;
    }

    public int world() {
        return Integer.parseInt(variables.get("NNODES")) * Integer.parseInt(variables.get("GPUS_PER_NODE"));
    }
}
