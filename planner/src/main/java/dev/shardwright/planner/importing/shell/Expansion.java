package dev.shardwright.planner.importing.shell;

import dev.shardwright.planner.importing.source.Traced;
import java.util.ArrayList;
import java.util.List;

/** Turns one written word into the words that the shell would pass: quotes off, variables in, cut at blanks. */
final class Expansion {
    private final Parameters parameters;
    private final Traced raw;
    private final boolean splits;
    private final List<Word> fields = new ArrayList<>();
    private Traced.Builder field = new Traced.Builder();
    private boolean started;

    private Expansion(Parameters parameters, Traced raw, boolean splits) {
        this.parameters = parameters;
        this.raw = raw;
        this.splits = splits;
    }

    /** Where the shell would cut words at blanks. */
    static List<Word> words(Parameters parameters, Traced raw) {
        Expansion expansion = new Expansion(parameters, raw, true);
        expansion.unquoted();
        expansion.flush();
        return expansion.fields;
    }

    /** Where it would not: in assignments and conditions. */
    static Word word(Parameters parameters, Traced raw) {
        Expansion expansion = new Expansion(parameters, raw, false);
        expansion.unquoted();
        return new Word(expansion.field.build(), raw);
    }

    private void unquoted() {
        int i = 0;
        while (i < raw.length()) {
            int end = Math.min(raw.length(), Quoting.skip(raw, i));
            switch (raw.at(i)) {
                case '\\' -> escaped(i, end);
                case '\'' -> literal(i + 1, end - 1);
                case '"' -> quoted(raw.sub(i + 1, end - 1));
                case '`' -> program(raw.sub(i + 1, end - 1));
                case '$' -> dollar(raw, i, end, !splits);
                default -> literal(i, end);
            }
            i = end;
        }
    }

    private void literal(int start, int end) {
        started = true;
        field.add(raw.sub(start, Math.max(start, end)));
    }

    private void escaped(int i, int end) {
        if (i + 1 < end && raw.at(i + 1) != '\n') {
            literal(i + 1, end);
        }
    }

    private void quoted(Traced inside) {
        started = true;
        int i = 0;
        while (i < inside.length()) {
            char c = inside.at(i);
            int end = c == '\'' || c == '"' ? i + 1 : Math.min(inside.length(), Quoting.skip(inside, i));
            if (c == '\\' && i + 1 < inside.length()) {
                boolean special = "$`\"\\\n".indexOf(inside.at(i + 1)) >= 0;
                field.add(inside.sub(special ? i + 1 : i, inside.at(i + 1) == '\n' ? i + 1 : end));
            } else if (c == '$') {
                dollar(inside, i, end, true);
            } else if (c == '`') {
                program(inside.sub(i + 1, end - 1));
            } else {
                field.add(inside.sub(i, end));
            }
            i = end;
        }
    }

    private void program(Traced command) {
        add(parameters.program(command), true);
    }

    private void dollar(Traced text, int start, int end, boolean quoted) {
        if (end - start < 2) {
            field.add(text.sub(start, end));
            started = true;
            return;
        }
        char c = text.at(start + 1);
        if (c == '\'') {
            started = true;
            field.add(text.sub(start + 2, end - 1));
        } else {
            all(parameters.of(text.sub(start + 1, end)), quoted);
        }
    }

    /** Several words are the items of an array in quotes. */
    private void all(List<Word> words, boolean quoted) {
        for (int i = 0; i < words.size(); i++) {
            if (i > 0) {
                next();
            }
            add(words.get(i), quoted);
        }
    }

    private void next() {
        if (splits) {
            flush();
        } else {
            field.add(Traced.made(" "));
        }
    }

    private void add(Word word, boolean quoted) {
        parameters.budget().expand(raw, word.text().length());
        if (quoted || !splits) {
            started |= !word.text().isEmpty();
            field.add(word.text());
            return;
        }
        Traced text = word.text();
        for (int i = 0; i < text.length(); i++) {
            if (Character.isWhitespace(text.at(i))) {
                flush();
            } else {
                field.add(text, i);
                started = true;
            }
        }
    }

    private void flush() {
        if (started) {
            fields.add(new Word(field.build(), raw));
        }
        field = new Traced.Builder();
        started = false;
    }
}
