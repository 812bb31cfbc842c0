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

    /** Another text for what stands there. */
    void replace(int start, int end, String other) {
        edits.add(new Edit(start, end, other));
    }

    /** Another value for what stands there; inside quotes, the bare word. */
    void replaceValue(int start, int end, String word) {
        boolean quoted = start > 0 && (text.charAt(start - 1) == '\'' || text.charAt(start - 1) == '"');
        edits.add(new Edit(start, end, quoted ? bare(word) : word));
    }

    /** A word of the shell without the quotes around it. */
    static String bare(String word) {
        return word.length() > 1 && word.startsWith("'") && word.endsWith("'")
                ? word.substring(1, word.length() - 1)
                : word;
    }

    /** Removes a word of a command and the given number of words behind it; a line that holds nothing else goes too. */
    void remove(int start, int words) {
        int from = start;
        int to = wordEnd(start);
        for (int i = 0; i < words; i++) {
            to = wordEnd(wordStart(to));
        }
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

    /** The next character that is no space and no continued line. */
    private int wordStart(int at) {
        int start = at;
        while (start < text.length()) {
            if (text.startsWith("\\\n", start)) {
                start += 2;
            } else if (Character.isWhitespace(text.charAt(start))) {
                start++;
            } else {
                break;
            }
        }
        return start;
    }

    /** Where a word ends: at a space, a closing bracket, or a quote that was opened before the word. */
    private int wordEnd(int at) {
        int end = at;
        char quote = 0;
        while (end < text.length()) {
            char c = text.charAt(end);
            if (quote == 0 && (Character.isWhitespace(c) || c == ')')) {
                break;
            }
            if (c == '"' || c == '\'') {
                boolean opens = quote == 0 && text.indexOf(c, end + 1) >= 0 && lineEnd(end) > text.indexOf(c, end + 1);
                if (quote == 0 && !opens) {
                    break;
                }
                quote = opens ? c : quote == c ? 0 : quote;
            }
            end++;
        }
        return end;
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
