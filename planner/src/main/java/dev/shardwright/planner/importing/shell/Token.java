package dev.shardwright.planner.importing.shell;

import dev.shardwright.planner.importing.source.Traced;
import java.util.List;

/** A piece of a script. Words keep their quotes and expansions; {@code items} are the words of an array. */
record Token(Kind kind, Traced text, List<Traced> items) {
    enum Kind {
        WORD,
        /** NAME=(...) or NAME+=(...); the text is the name with its sign. */
        ARRAY,
        /** ((...)); the text is what stands inside. */
        ARITHMETIC,
        /** ;, &, |, &&, ||, ;;, ( or ). */
        OPERATOR,
        /** The text behind {@code <<<}, which the command reads. */
        INPUT,
        NEWLINE
    }

    static Token of(Kind kind, Traced text) {
        return new Token(kind, text, List.of());
    }

    boolean isWord(String word) {
        return kind == Kind.WORD && text.is(word);
    }

    boolean isOperator(String operator) {
        return kind == Kind.OPERATOR && text.is(operator);
    }

    boolean endsCommand() {
        return kind == Kind.NEWLINE || kind == Kind.OPERATOR;
    }
}
