package dev.shardwright.planner.importing.shell;

import dev.shardwright.planner.importing.source.Traced;

/** Finds where quotes, expansions and brackets end. An index beyond the text means that they do not. */
final class Quoting {
    private Quoting() {}

    /** Index behind the construct that starts at {@code i}; {@code i + 1} for a plain character. */
    static int skip(Traced text, int i) {
        return switch (text.at(i)) {
            case '\\' -> i + 2;
            case '\'' -> until(text, i + 1, '\'');
            case '`' -> until(text, i + 1, '`');
            case '"' -> doubleQuoted(text, i + 1);
            case '$' -> dollar(text, i + 1);
            default -> i + 1;
        };
    }

    private static int until(Traced text, int start, char end) {
        int i = start;
        while (i < text.length() && text.at(i) != end) {
            i += text.at(i) == '\\' && end == '`' ? 2 : 1;
        }
        return i + 1;
    }

    private static int doubleQuoted(Traced text, int start) {
        int i = start;
        while (i < text.length() && text.at(i) != '"') {
            i = text.at(i) == '\'' ? i + 1 : skip(text, i);
        }
        return i + 1;
    }

    private static int dollar(Traced text, int i) {
        if (i >= text.length()) {
            return i;
        }
        return switch (text.at(i)) {
            case '{' -> bracket(text, i + 1, '{', '}');
            case '(' -> bracket(text, i + 1, '(', ')');
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
    static int bracket(Traced text, int start, char open, char close) {
        int depth = 1;
        int i = start;
        while (i < text.length()) {
            char c = text.at(i);
            if (c == close && --depth == 0) {
                return i + 1;
            }
            depth += c == open ? 1 : 0;
            i = skip(text, i);
        }
        return text.length() + 1;
    }
}
