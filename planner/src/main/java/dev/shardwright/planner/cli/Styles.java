package dev.shardwright.planner.cli;

import java.util.ArrayList;
import java.util.List;

/** Lines of text in the width and look of a terminal. */
final class Styles {
    static final String PLAIN = "";
    static final String BOLD = "\u001b[1m";
    private static final String END = "\u001b[0m";

    private Styles() {}

    /** The same lines, the first one in the given style. */
    static List<String> first(List<String> lines, String style) {
        List<String> result = new ArrayList<>(lines);
        if (!result.isEmpty() && !style.isEmpty()) {
            result.set(0, style + result.get(0) + END);
        }
        return result;
    }

    /** Breaks between words; a word that is longer than a line stands alone. */
    static List<String> wrap(String text, int width, String firstIndent, String indent) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder(firstIndent);
        int start = firstIndent.length();
        for (String word : text.strip().split("\\s+")) {
            if (line.length() > start && line.length() + 1 + word.length() > width) {
                lines.add(line.toString());
                line = new StringBuilder(indent);
                start = indent.length();
            }
            line.append(line.length() > start ? " " : "").append(word);
        }
        lines.add(line.toString());
        return lines;
    }
}
