package dev.shardwright.planner.importing.shell;

import dev.shardwright.planner.importing.source.Traced;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.BiFunction;
import java.util.regex.Pattern;

/** Cuts a script into tokens: comments, redirections of files and here-documents are left out. */
final class Lexer {
    private static final Pattern ASSIGNED = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*\\+?=");
    private static final String SEPARATORS = " \t\r\n;&|()<>";

    private final Traced text;
    private final BiFunction<Traced, String, RuntimeException> failure;
    private final List<Token> tokens = new ArrayList<>();
    private final Deque<String> hereDocuments = new ArrayDeque<>();
    private int at;

    /** @param failure makes the problem from the place and the rule */
    Lexer(Traced text, BiFunction<Traced, String, RuntimeException> failure) {
        this.text = text;
        this.failure = failure;
    }

    List<Token> tokens() {
        while (at < text.length()) {
            next();
        }
        return tokens;
    }

    private void next() {
        char c = text.at(at);
        if (c == '\n') {
            tokens.add(Token.of(Token.Kind.NEWLINE, text.sub(at, at + 1)));
            at++;
            skipHereDocuments();
        } else if (c == ' ' || c == '\t' || c == '\r') {
            at++;
        } else if (c == '#') {
            skipLine();
        } else if (c == '\\' && continuation(at + 1) > 0) {
            at += 1 + continuation(at + 1);
        } else if (c == '<' || c == '>' || c == '&' && at + 1 < text.length() && text.at(at + 1) == '>') {
            redirection();
        } else if (";&|()".indexOf(c) >= 0) {
            operator(c);
        } else {
            word();
        }
    }

    /** Length of a line's end. */
    private int continuation(int i) {
        if (i < text.length() && text.at(i) == '\n') {
            return 1;
        }
        return i + 1 < text.length() && text.at(i) == '\r' && text.at(i + 1) == '\n' ? 2 : 0;
    }

    private void skipLine() {
        while (at < text.length() && text.at(at) != '\n') {
            at++;
        }
    }

    private void operator(char c) {
        boolean starts = tokens.isEmpty() || startsCommand(tokens.get(tokens.size() - 1));
        if (c == '(' && starts && at + 1 < text.length() && text.at(at + 1) == '(') {
            int end = bracketEnd(at + 1, '(', ')');
            tokens.add(Token.of(Token.Kind.ARITHMETIC, text.sub(at + 2, Math.max(at + 2, end - 2))));
            at = end;
            return;
        }
        boolean twice = c != '(' && c != ')' && at + 1 < text.length() && text.at(at + 1) == c;
        int length = twice ? 2 : 1;
        tokens.add(Token.of(Token.Kind.OPERATOR, text.sub(at, at + length)));
        at += length;
    }

    private static boolean startsCommand(Token last) {
        return (last.endsCommand() && !last.isOperator(")"))
                || last.kind() == Token.Kind.WORD
                        && List.of("if", "elif", "while", "until", "then", "else", "do", "!", "for", "{")
                                .contains(last.text().text());
    }

    /** {@code 2>file}, {@code <<EOF}, {@code >(program)}: what they name is no word of the command. */
    private void redirection() {
        int start = at;
        while (at < text.length() && "<>&|".indexOf(text.at(at)) >= 0) {
            at++;
        }
        String operator = text.sub(start, at).text();
        boolean here = operator.equals("<<");
        if (here && at < text.length() && text.at(at) == '-') {
            at++;
        }
        if (at < text.length() && text.at(at) == '(') {
            at = bracketEnd(at, '(', ')');
            return;
        }
        while (at < text.length() && (text.at(at) == ' ' || text.at(at) == '\t')) {
            at++;
        }
        Traced target = text.sub(at, wordEnd());
        at += target.length();
        if (operator.equals("<<<")) {
            tokens.add(Token.of(Token.Kind.INPUT, target));
        } else if (here) {
            hereDocuments.add(target.text().replaceAll("[\"'\\\\]", ""));
        }
    }

    private void skipHereDocuments() {
        while (!hereDocuments.isEmpty()) {
            String end = hereDocuments.poll();
            boolean found = false;
            while (at < text.length() && !found) {
                int start = at;
                skipLine();
                found = text.sub(start, at).text().strip().equals(end);
                at = Math.min(text.length(), at + 1);
            }
        }
    }

    private void word() {
        int start = at;
        at = wordEnd();
        Traced word = text.sub(start, at);
        boolean opens = at < text.length() && text.at(at) == '(';
        if (opens && ASSIGNED.matcher(word.text()).matches()) {
            int end = bracketEnd(at, '(', ')');
            tokens.add(new Token(Token.Kind.ARRAY, word, items(text.sub(at + 1, end - 1))));
            at = end;
        } else if (at < text.length() && isDescriptor(word.text()) && "<>".indexOf(text.at(at)) >= 0) {
            redirection();
        } else {
            tokens.add(Token.of(Token.Kind.WORD, word));
        }
    }

    private static boolean isDescriptor(String word) {
        return word.length() == 1 && Character.isDigit(word.charAt(0));
    }

    private List<Traced> items(Traced inside) {
        return new Lexer(inside, failure)
                .tokens().stream()
                        .filter(token -> token.kind() == Token.Kind.WORD)
                        .map(Token::text)
                        .toList();
    }

    private int wordEnd() {
        int i = at;
        while (i < text.length() && SEPARATORS.indexOf(text.at(i)) < 0) {
            i = Quoting.skip(text, i);
        }
        return checked(i, at);
    }

    /** Comments inside arrays may hold brackets and quotes. */
    private int bracketEnd(int open, char opening, char closing) {
        int depth = 1;
        int i = open + 1;
        while (i < text.length()) {
            char c = text.at(i);
            if (c == '#' && " \t\n(".indexOf(text.at(i - 1)) >= 0) {
                while (i < text.length() && text.at(i) != '\n') {
                    i++;
                }
                continue;
            }
            depth += c == opening ? 1 : 0;
            if (c == closing && --depth == 0) {
                return i + 1;
            }
            i = Quoting.skip(text, i);
        }
        return checked(text.length() + 1, open);
    }

    private int checked(int end, int start) {
        if (end > text.length()) {
            throw failure.apply(text.sub(start, start + 1), "opens a quote or bracket that nothing closes.");
        }
        return end;
    }
}
