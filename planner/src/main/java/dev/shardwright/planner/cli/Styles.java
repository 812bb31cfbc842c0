package dev.shardwright.planner.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Lines of text in the width and look of a terminal. */
final class Styles {
    static final String PLAIN = "";
    static final String BOLD = "\u001b[1m";
    private static final String END = "\u001b[0m";

    private static final char JOINT = '\u00a0';
    private static final String JOINED = String.valueOf(JOINT);

    /** The space before a unit, and the one between a layout's letters and its number. */
    private static final Pattern UNIT = Pattern.compile(
            "(?<=[0-9]) (?=(GiB|GPUs?|s|ms|%|TFLOP/s|PFLOP/s)\\b|%)|(?<=\\b(tp|pp|cp|ep|dp|vpp)) (?=[0-9])");

    private Styles() {}

    /** The same lines, the first one in the given style. */
    static List<String> first(List<String> lines, String style) {
        List<String> result = new ArrayList<>(lines);
        if (!result.isEmpty() && !style.isEmpty()) {
            result.set(0, style + result.get(0) + END);
        }
        return result;
    }

    /** Breaks between words, not between a number and its unit; a word that is longer than a line stands alone. */
    static List<String> wrap(String text, int width, String firstIndent, String indent) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder(firstIndent);
        int start = firstIndent.length();
        for (String word : UNIT.matcher(text.strip()).replaceAll(JOINED).split("\\s+")) {
            if (line.length() > start && line.length() + 1 + word.length() > width) {
                lines.add(line.toString());
                line = new StringBuilder(indent);
                start = indent.length();
            }
            line.append(line.length() > start ? " " : "").append(word.replace(JOINT, ' '));
        }
        lines.add(line.toString());
        return lines;
    }
}
