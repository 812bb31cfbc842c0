package dev.shardwright.planner.rewrite;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Changes of parts of one text; parts do not overlap. */
final class TextEdits {
    /** What stands from {@code start} to {@code end} becomes the replacement. */
    private record Edit(int start, int end, String replacement) {}

    private final String text;
    private final List<Edit> edits = new ArrayList<>();

    TextEdits(String text) {
        this.text = text;
    }

    void replace(int start, int end, String replacement) {
        edits.add(new Edit(start, end, replacement));
    }

    /** Removes words of a command; a line that holds nothing else goes too. */
    void remove(int start, int end) {
        int from = start;
        int to = end;
        while (to < text.length() && text.charAt(to) == ' ') {
            to++;
        }
        int line = lineStart(start);
        int stop = lineEnd(to);
        String rest = text.substring(to, stop).strip();
        if (text.substring(line, start).isBlank() && (rest.isEmpty() || rest.equals("\\"))) {
            from = line;
            to = Math.min(text.length(), stop + 1);
        }
        edits.add(new Edit(from, to, ""));
    }

    /** Puts words before others: on a line of their own where those begin theirs. */
    void insertBefore(int start, String words) {
        int line = lineStart(start);
        String before = text.substring(line, start);
        if (!before.isBlank()) {
            edits.add(new Edit(start, start, words + " "));
            return;
        }
        boolean continued =
                text.substring(start, lineEnd(start)).stripTrailing().endsWith("\\");
        edits.add(new Edit(start, start, words + (continued ? " \\\n" : "\n") + before));
    }

    private int lineStart(int at) {
        return text.lastIndexOf('\n', at - 1) + 1;
    }

    private int lineEnd(int at) {
        int end = text.indexOf('\n', at);
        return end < 0 ? text.length() : end;
    }

    String applied() {
        List<Edit> ordered = new ArrayList<>(edits);
        ordered.sort(Comparator.comparingInt(Edit::start).thenComparingInt(Edit::end));
        StringBuilder result = new StringBuilder();
        int at = 0;
        for (Edit edit : ordered) {
            if (edit.start() >= at) {
                result.append(text, at, edit.start()).append(edit.replacement());
                at = edit.end();
            }
        }
        return result.append(text.substring(at)).toString();
    }
}
