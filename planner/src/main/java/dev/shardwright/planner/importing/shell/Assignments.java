package dev.shardwright.planner.importing.shell;

import dev.shardwright.planner.importing.source.Traced;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Carries out the assignments at the head of a command, and all of {@code export} and its kin. */
final class Assignments {
    private static final Pattern FORM =
            Pattern.compile("([A-Za-z_][A-Za-z0-9_]*)(\\[[^]]*])?(\\+?)=(.*)", Pattern.DOTALL);
    private static final Set<String> DECLARING = Set.of("export", "declare", "local", "readonly", "typeset", "env");

    private final Scope scope;
    private final Parameters parameters;

    Assignments(Scope scope, Parameters parameters) {
        this.scope = scope;
        this.parameters = parameters;
    }

    /** Index of the command's first word. */
    int take(List<Token> tokens) {
        int at = 0;
        boolean declares = false;
        while (at < tokens.size()) {
            Token token = tokens.get(at);
            boolean assigned = token.kind() == Token.Kind.ARRAY ? array(token) : scalar(token.text());
            if (!assigned && !declares && DECLARING.contains(token.text().text())) {
                declares = !token.isWord("env");
            } else if (!assigned && !declares) {
                return token.isWord("unset") ? unset(tokens, at) : at;
            }
            at++;
        }
        return at;
    }

    private int unset(List<Token> tokens, int at) {
        tokens.subList(at + 1, tokens.size())
                .forEach(token -> scope.unset(token.text().text()));
        return tokens.size();
    }

    private boolean array(Token token) {
        String head = token.text().text();
        boolean appends = head.endsWith("+=");
        String name = head.substring(0, head.length() - (appends ? 2 : 1));
        List<Word> words = new ArrayList<>();
        token.items().forEach(item -> words.addAll(Expansion.words(parameters, item)));
        if (appends) {
            scope.append(name, words);
        } else {
            scope.set(name, words);
        }
        return true;
    }

    private boolean scalar(Traced raw) {
        Matcher matcher = FORM.matcher(raw.text());
        if (!matcher.matches()) {
            return false;
        }
        Word value = Expansion.word(parameters, raw.from(matcher.start(4)));
        String name = matcher.group(1);
        if (matcher.group(2) != null) {
            scope.append(name, List.of(value));
        } else if (matcher.group(3).equals("+")) {
            scope.appendText(name, value);
        } else {
            scope.set(name, List.of(value));
        }
        return true;
    }
}
