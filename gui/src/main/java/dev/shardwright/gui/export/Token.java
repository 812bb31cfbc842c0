package dev.shardwright.gui.export;

import java.util.Locale;

/** A piece of a line of a file, and what it is to the eye. */
record Token(Kind kind, String text) {
    /** What a colour stands for. */
    enum Kind {
        PLAIN,
        COMMENT,
        STRING,
        NUMBER,
        /** What a value is given to: a key, a flag, a section. */
        KEY,
        /** A word of the language. */
        WORD,
        /** What the shell puts a value in the place of. */
        VARIABLE;

        /** The class of its style. */
        String style() {
            return "code-" + name().toLowerCase(Locale.ROOT);
        }
    }
}
