package dev.shardwright.planner.importing.document;

import dev.shardwright.planner.importing.source.SourceFile;

/**
 * TOML 1.0 as torchtitan's configurations use it: tables, dotted and quoted keys, texts, numbers, lists and inline
 * tables. Written here because the usual parsers lose the place of a value.
 */
final class TomlDocument {
    private final String text;
    private final Entries entries;
    private int at;

    TomlDocument(SourceFile file, Entries entries) {
        this.text = file.text();
        this.entries = entries;
    }

    void read() {
        String table = "";
        blank(true);
        while (at < text.length()) {
            if (text.charAt(at) == '[') {
                table = table();
            } else {
                pair(table, 0);
            }
            blank(false);
            if (at < text.length() && text.charAt(at) != '\n' && text.charAt(at) != '\r') {
                throw entries.failure(at, "is not valid TOML: more behind a value.");
            }
            blank(true);
        }
    }

    /** {@code [a.b]} or {@code [[a]]}, whose entries are read as those of one table. */
    private String table() {
        boolean list = text.startsWith("[[", at);
        at += list ? 2 : 1;
        String name = key();
        if (!text.startsWith(list ? "]]" : "]", at)) {
            throw entries.failure(at, "is not valid TOML: a table's name is not closed.");
        }
        at += list ? 2 : 1;
        return name + ".";
    }

    private void pair(String prefix, int depth) {
        String key = prefix + key();
        if (at >= text.length() || text.charAt(at) != '=') {
            throw entries.failure(at, "is not valid TOML: a key needs = and a value.");
        }
        at++;
        blank(false);
        value(key, depth);
    }

    /** Parts with dots between them. */
    private String key() {
        StringBuilder key = new StringBuilder();
        do {
            if (key.length() > 0) {
                key.append('.');
                at++;
            }
            blank(false);
            key.append(keyPart());
            blank(false);
        } while (at < text.length() && text.charAt(at) == '.');
        return key.toString();
    }

    private String keyPart() {
        if (at < text.length() && (text.charAt(at) == '"' || text.charAt(at) == '\'')) {
            int start = at + 1;
            at = quoteEnd(String.valueOf(text.charAt(at)), start);
            return text.substring(start, at - 1);
        }
        int start = at;
        while (at < text.length()
                && (Character.isLetterOrDigit(text.charAt(at)) || "_-".indexOf(text.charAt(at)) >= 0)) {
            at++;
        }
        if (at == start) {
            throw entries.failure(at, "is not valid TOML: a key was expected.");
        }
        return text.substring(start, at);
    }

    private void value(String key, int depth) {
        entries.checkDepth(depth, at);
        if (at >= text.length()) {
            throw entries.failure(at, "is not valid TOML: a value is missing.");
        }
        char c = text.charAt(at);
        if (c == '[') {
            list(key, depth + 1);
        } else if (c == '{') {
            inlineTable(key, depth + 1);
        } else if (c == '"' || c == '\'') {
            quoted(key);
        } else {
            plain(key);
        }
    }

    private void list(String key, int depth) {
        int start = at;
        int index = 0;
        at++;
        blank(true);
        while (at < text.length() && text.charAt(at) != ']') {
            boolean nested = text.charAt(at) == '[' || text.charAt(at) == '{';
            value(nested ? key + "." + index : key, depth);
            index++;
            blank(true);
            at += at < text.length() && text.charAt(at) == ',' ? 1 : 0;
            blank(true);
        }
        close(']', start);
        if (index == 0) {
            entries.empty(key, start);
        }
    }

    private void inlineTable(String key, int depth) {
        int start = at;
        at++;
        blank(true);
        while (at < text.length() && text.charAt(at) != '}') {
            pair(key + ".", depth);
            blank(true);
            at += at < text.length() && text.charAt(at) == ',' ? 1 : 0;
            blank(true);
        }
        close('}', start);
    }

    private void close(char bracket, int start) {
        if (at >= text.length()) {
            throw entries.failure(start, "is not valid TOML: " + bracket + " is missing.");
        }
        at++;
    }

    private void quoted(String key) {
        String mark = text.substring(at, at + 1);
        String quote = text.startsWith(mark.repeat(3), at) ? mark.repeat(3) : mark;
        int start = at + quote.length();
        at = quoteEnd(quote, start);
        entries.add(key, text.substring(start, at - quote.length()), start, at - quote.length());
    }

    private int quoteEnd(String quote, int start) {
        int i = start;
        while (i < text.length() && !text.startsWith(quote, i)) {
            if (quote.length() == 1 && text.charAt(i) == '\n') {
                break;
            }
            i += text.charAt(i) == '\\' && quote.charAt(0) == '"' ? 2 : 1;
        }
        if (!text.startsWith(quote, i)) {
            throw entries.failure(start, "is not valid TOML: a quote is not closed.");
        }
        return i + quote.length();
    }

    private void plain(String key) {
        int start = at;
        while (at < text.length() && ",]}# \t\r\n".indexOf(text.charAt(at)) < 0) {
            at++;
        }
        if (at == start) {
            throw entries.failure(at, "is not valid TOML: a value is missing.");
        }
        entries.add(key, text.substring(start, at).replace("_", ""), start, at);
    }

    /** Blanks and comments, also over lines. */
    private void blank(boolean lines) {
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c == '#') {
                int end = text.indexOf('\n', at);
                at = end < 0 ? text.length() : end;
            } else if (c == ' ' || c == '\t' || (lines && (c == '\n' || c == '\r'))) {
                at++;
            } else {
                return;
            }
        }
    }
}
