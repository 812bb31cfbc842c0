package dev.shardwright.planner.importing.shell;

import dev.shardwright.planner.importing.source.Traced;

/** Finds where quotes, expansions and brackets end. An index beyond the text means that they do not. */
final class Quoting {
    private static final int DEEPEST = 64;

    private Quoting() {}

    /** Index behind the construct that starts at {@code i}; {@code i + 1} for a plain character. */
    static int skip(Traced text, int i) {
        return skip(text, i, 0);
    }

    /** What is nested too deep counts as never closed. */
    private static int skip(Traced text, int i, int depth) {
        if (depth > DEEPEST) {
            return text.length() + 1;
        }
        return switch (text.at(i)) {
            case '\\' -> i + 2;
            case '\'' -> until(text, i + 1, '\'');
            case '`' -> until(text, i + 1, '`');
            case '"' -> doubleQuoted(text, i + 1, depth);
            case '$' -> dollar(text, i + 1, depth);
            case Word.OPEN -> mark(text, i);
            default -> i + 1;
        };
    }

    /** What is missing is one piece, whatever its name holds. */
    static int mark(Traced text, int start) {
        return Math.max(start, text.text().indexOf(Word.CLOSE, start)) + 1;
    }

    private static int until(Traced text, int start, char end) {
        int i = start;
        while (i < text.length() && text.at(i) != end) {
            i += text.at(i) == '\\' && end == '`' ? 2 : 1;
        }
        return i + 1;
    }

    private static int doubleQuoted(Traced text, int start, int depth) {
        int i = start;
        while (i < text.length() && text.at(i) != '"') {
            i = text.at(i) == '\'' ? i + 1 : skip(text, i, depth + 1);
        }
        return i + 1;
    }

    private static int dollar(Traced text, int i, int depth) {
        if (i >= text.length()) {
            return i;
        }
        return switch (text.at(i)) {
            case '{' -> bracket(text, i + 1, '{', '}', depth);
            case '(' -> bracket(text, i + 1, '(', ')', depth);
            case '\'' -> until(text, i + 1, '\'');
            default -> "@*#?$!-".indexOf(text.at(i)) >= 0 || Character.isDigit(text.at(i)) ? i + 1 : name(text, i);
        };
    }

    private static int name(Traced text, int start) {
        int i = start;
        while (i < text.length() && (Character.isLetterOrDigit(text.at(i)) || text.at(i) == '_')) {
            i++;
        }
        return i;
    }

    /** Index behind the bracket that closes the one before {@code start}. */
    private static int bracket(Traced text, int start, char open, char close, int depth) {
        int opened = 1;
        int i = start;
        while (i < text.length()) {
            char c = text.at(i);
            if (c == close && --opened == 0) {
                return i + 1;
            }
            opened += c == open ? 1 : 0;
            i = skip(text, i, depth + 1);
        }
        return text.length() + 1;
    }
}
