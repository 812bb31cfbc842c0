package dev.shardwright.gui.export;

import static dev.shardwright.gui.export.Syntax.rule;
import static dev.shardwright.gui.export.Token.Kind.COMMENT;
import static dev.shardwright.gui.export.Token.Kind.KEY;
import static dev.shardwright.gui.export.Token.Kind.NUMBER;
import static dev.shardwright.gui.export.Token.Kind.STRING;
import static dev.shardwright.gui.export.Token.Kind.VARIABLE;
import static dev.shardwright.gui.export.Token.Kind.WORD;

import dev.shardwright.planner.export.ExportedFile;
import java.util.Arrays;
import java.util.List;

/** The languages of exported files. */
enum FileKind {
    SHELL(
            "Shell",
            List.of(".sh", ".sbatch"),
            new Syntax(
                    rule(COMMENT, "(?<!\\S)#.*"),
                    rule(VARIABLE, "\\$\\{(?:[^{}]|\\$\\{[^{}]*})*}|\\$[\\w@#?*]+"),
                    rule(STRING, "\"[^\"$]*\"|'[^']*'"),
                    rule(KEY, "(?<!\\S)--?[A-Za-z][\\w.-]*|(?<!\\S)[A-Za-z_]\\w*(?==)"),
                    rule(
                            WORD,
                            "(?<!\\S)(?:if|then|else|elif|fi|for|in|do|done|while|case|esac|export|set|exec|cd)(?!\\S)"),
                    rule(NUMBER, Numbers.EXPRESSION))),
    YAML(
            "YAML",
            List.of(".yaml", ".yml"),
            new Syntax(
                    rule(COMMENT, "(?<!\\S)#.*"),
                    rule(KEY, "(?<!\\S)\"?[A-Za-z_][\\w./-]*\"?(?=:(?:\\s|$))"),
                    rule(STRING, Strings.DOUBLE + "|'[^']*'"),
                    rule(WORD, "\\b(?:true|false|null)\\b"),
                    rule(NUMBER, Numbers.EXPRESSION))),
    TOML(
            "TOML",
            List.of(".toml"),
            new Syntax(
                    rule(KEY, "^\\s*\\[[^=]*]\\s*$|^\\s*[\\w.-]+(?=\\s*=)"),
                    rule(STRING, Strings.DOUBLE + "|'[^']*'"),
                    rule(COMMENT, "#.*"),
                    rule(WORD, "\\b(?:true|false)\\b"),
                    rule(NUMBER, Numbers.EXPRESSION))),
    JSON(
            "JSON",
            List.of(".json"),
            new Syntax(
                    rule(KEY, Strings.DOUBLE + "(?=\\s*:)"),
                    rule(STRING, Strings.DOUBLE),
                    rule(WORD, "\\b(?:true|false|null)\\b"),
                    rule(NUMBER, Numbers.EXPRESSION))),
    PYTHON(
            "Python",
            List.of(".py"),
            new Syntax(
                    rule(STRING, "\"\"\".*?(?:\"\"\"|$)|" + Strings.DOUBLE + "|'(?:[^'\\\\]|\\\\.)*'"),
                    rule(COMMENT, "#.*"),
                    rule(
                            WORD,
                            "\\b(?:def|class|return|import|from|as|if|elif|else|for|in|while|with|not|and|or|lambda"
                                    + "|True|False|None|raise|try|except|pass)\\b"),
                    rule(KEY, "\\b[A-Za-z_][\\w.]*(?=\\s*=(?!=))"),
                    rule(NUMBER, Numbers.EXPRESSION))),
    TEXT("Text", List.of(), new Syntax(rule(COMMENT, "^#.*")));

    /** A string in double quotes, with escapes. */
    private static final class Strings {
        static final String DOUBLE = "\"(?:[^\"\\\\]|\\\\.)*\"";
    }

    /** A number that is no part of a name. */
    private static final class Numbers {
        static final String EXPRESSION = "(?<![\\w.-])-?\\d[\\d._]*(?:[eE][+-]?\\d+)?(?![\\w.])";
    }

    private final String label;
    private final List<String> extensions;
    private final Syntax syntax;

    FileKind(String label, List<String> extensions, Syntax syntax) {
        this.label = label;
        this.extensions = extensions;
        this.syntax = syntax;
    }

    static FileKind of(ExportedFile file) {
        return Arrays.stream(values())
                .filter(kind -> kind.extensions.contains(file.extension()))
                .findFirst()
                .orElse(TEXT);
    }

    /** For people. */
    String label() {
        return label;
    }

    /** The pieces of a line; together they are the line. */
    List<Token> tokens(String line) {
        return syntax.tokens(line);
    }
}
