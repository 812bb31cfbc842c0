package dev.shardwright.gui.export;

import dev.shardwright.gui.export.Token.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the lines of a language consist of. A line is read without those before it; an earlier rule goes first. */
final class Syntax {
    /** A regular expression without capturing groups, and what it finds. */
    record Rule(Kind kind, String expression) {}

    private final List<Rule> rules;
    private final Pattern pattern;

    Syntax(Rule... rules) {
        this.rules = List.of(rules);
        pattern = Pattern.compile(String.join(
                "|",
                this.rules.stream().map(rule -> "(" + rule.expression() + ")").toList()));
    }

    static Rule rule(Kind kind, String expression) {
        return new Rule(kind, expression);
    }

    /** The pieces of a line; together they are the line. */
    List<Token> tokens(String line) {
        List<Token> tokens = new ArrayList<>();
        Matcher matcher = pattern.matcher(line);
        int end = 0;
        while (matcher.find()) {
            if (matcher.end() > matcher.start()) {
                add(tokens, Kind.PLAIN, line.substring(end, matcher.start()));
                add(tokens, found(matcher), matcher.group());
                end = matcher.end();
            }
        }
        add(tokens, Kind.PLAIN, line.substring(end));
        return tokens;
    }

    private static void add(List<Token> tokens, Kind kind, String text) {
        if (!text.isEmpty()) {
            tokens.add(new Token(kind, text));
        }
    }

    private Kind found(Matcher matcher) {
        int group = 1;
        while (matcher.start(group) < 0) {
            group++;
        }
        return rules.get(group - 1).kind();
    }
}
