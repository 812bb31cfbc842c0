package dev.shardwright.planner.importing.shell;

import dev.shardwright.planner.importing.shell.ShellNode.Block;
import dev.shardwright.planner.importing.source.Traced;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Supplier;

/** Builds the structure of a script from its tokens. Constructs that no launch script needs are read past. */
final class ShellParser {
    private static final int DEEPEST = 64;
    private static final Set<String> ENDS = Set.of("then", "elif", "else", "fi", "do", "done", "esac", "}");

    private final List<Token> tokens;
    private final BiFunction<Traced, String, RuntimeException> failure;
    private int at;
    private int depth;

    private ShellParser(List<Token> tokens, BiFunction<Traced, String, RuntimeException> failure) {
        this.tokens = tokens;
        this.failure = failure;
    }

    static ShellNode parse(Traced script, BiFunction<Traced, String, RuntimeException> failure) {
        ShellParser parser = new ShellParser(new Lexer(script, failure).tokens(), failure);
        List<ShellNode> all = new ArrayList<>();
        while (parser.more()) {
            all.add(parser.block());
            parser.at++; // a word that ends nothing here
        }
        return new Block(all);
    }

    private boolean more() {
        return at < tokens.size();
    }

    private Token peek() {
        return tokens.get(at);
    }

    private boolean atWord(String word) {
        return more() && peek().isWord(word);
    }

    private boolean atOperator(String operator) {
        return more() && peek().isOperator(operator);
    }

    private boolean skipWord(String word) {
        boolean there = atWord(word);
        at += there ? 1 : 0;
        return there;
    }

    private void skipNewlines() {
        while (more() && peek().kind() == Token.Kind.NEWLINE) {
            at++;
        }
    }

    /** Commands up to a word that ends a block, a closing bracket, or an arm's end. */
    private Block block() {
        List<ShellNode> commands = new ArrayList<>();
        while (more()) {
            Token token = peek();
            if (token.isOperator(";") || token.isOperator("&") || token.kind() == Token.Kind.NEWLINE) {
                at++;
            } else if (token.isOperator(")")
                    || token.isOperator(";;")
                    || token.kind() == Token.Kind.WORD
                            && ENDS.contains(token.text().text())) {
                break;
            } else {
                commands.add(chain());
            }
        }
        return new Block(commands);
    }

    private ShellNode chain() {
        ShellNode first = pipeline();
        while (atOperator("&&") || atOperator("||")) {
            Token operator = peek();
            at++;
            skipNewlines();
            if (!more()) {
                break;
            }
            first = new ShellNode.Chained(first, operator, pipeline());
        }
        return first;
    }

    private ShellNode pipeline() {
        List<ShellNode> parts = new ArrayList<>();
        parts.add(command());
        while (atOperator("|")) {
            at++;
            skipNewlines();
            if (more()) {
                parts.add(command());
            }
        }
        return parts.size() == 1 ? parts.get(0) : new Block(parts);
    }

    private ShellNode command() {
        return deeper(this::compound);
    }

    private ShellNode deeper(Supplier<ShellNode> inner) {
        if (++depth > DEEPEST) {
            throw failure.apply(peek().text(), "is nested more than " + DEEPEST + " levels deep.");
        }
        ShellNode node = inner.get();
        depth--;
        return node;
    }

    private ShellNode compound() {
        Token token = peek();
        if (token.kind() == Token.Kind.ARITHMETIC) {
            at++;
            return new ShellNode.Arithmetic(token.text());
        }
        if (token.isOperator("(")) {
            at++;
            ShellNode inside = block();
            at++;
            return inside;
        }
        if (token.kind() != Token.Kind.WORD) {
            return simple();
        }
        return switch (token.text().text()) {
            case "if" -> branch();
            case "for", "select" -> forLoop();
            case "while", "until" -> whileLoop();
            case "case" -> choice();
            case "{" -> braces();
            case "[[" -> test();
            case "!" -> negated();
            case "function" -> function();
            default -> at + 1 < tokens.size() && tokens.get(at + 1).isOperator("(") ? function() : simple();
        };
    }

    private ShellNode simple() {
        List<Token> words = new ArrayList<>();
        while (more() && !peek().endsCommand()) {
            words.add(peek());
            at++;
        }
        if (words.isEmpty()) {
            at++; // an operator that stands alone
        }
        return new ShellNode.Simple(words);
    }

    private ShellNode negated() {
        at++;
        return more() ? new ShellNode.Negated(command()) : Block.EMPTY;
    }

    private ShellNode braces() {
        at++;
        ShellNode inside = block();
        skipWord("}");
        return inside;
    }

    private ShellNode branch() {
        Traced where = peek().text();
        at++;
        ShellNode condition = block();
        skipWord("then");
        ShellNode then = block();
        ShellNode otherwise = Block.EMPTY;
        if (atWord("elif")) {
            otherwise = deeper(this::branch);
        } else {
            if (skipWord("else")) {
                otherwise = block();
            }
            skipWord("fi");
        }
        return new ShellNode.Branch(where, condition, then, otherwise);
    }

    private ShellNode forLoop() {
        Traced where = peek().text();
        at++;
        if (more() && peek().kind() == Token.Kind.ARITHMETIC) {
            at++;
            return new ShellNode.Loop(where, where, List.of(), body());
        }
        Traced variable = more() ? peek().text() : where;
        at++;
        List<Traced> words = new ArrayList<>();
        if (skipWord("in")) {
            while (more() && !peek().endsCommand()) {
                words.add(peek().text());
                at++;
            }
        }
        return new ShellNode.Loop(where, variable, words, body());
    }

    private ShellNode whileLoop() {
        Traced where = peek().text();
        at++;
        block();
        return new ShellNode.Loop(where, where, List.of(), body());
    }

    private ShellNode body() {
        while (more() && !atWord("do") && (peek().isOperator(";") || peek().kind() == Token.Kind.NEWLINE)) {
            at++;
        }
        skipWord("do");
        ShellNode body = block();
        skipWord("done");
        return body;
    }

    private ShellNode choice() {
        Traced where = peek().text();
        at++;
        Traced subject = more() ? peek().text() : where;
        at++;
        skipNewlines();
        skipWord("in");
        List<ShellNode.Arm> arms = new ArrayList<>();
        skipNewlines();
        while (more() && !skipWord("esac")) {
            arms.add(arm());
            while (more() && (peek().isOperator(";;") || peek().kind() == Token.Kind.NEWLINE)) {
                at++;
            }
        }
        return new ShellNode.Choice(where, subject, arms);
    }

    private ShellNode.Arm arm() {
        List<Traced> patterns = new ArrayList<>();
        while (more() && !atOperator(")")) {
            if (peek().kind() == Token.Kind.WORD) {
                patterns.add(peek().text());
            }
            at++;
        }
        at++;
        return new ShellNode.Arm(patterns, block());
    }

    private ShellNode test() {
        Traced where = peek().text();
        at++;
        List<Token> inside = new ArrayList<>();
        while (more() && !atWord("]]")) {
            inside.add(peek());
            at++;
        }
        at++;
        return new ShellNode.Test(where, inside);
    }

    private ShellNode function() {
        if (peek().isWord("function")) {
            at++;
        }
        Traced name = more() ? peek().text() : Traced.EMPTY;
        at++;
        while (more() && (peek().isOperator("(") || peek().isOperator(")") || peek().kind() == Token.Kind.NEWLINE)) {
            at++;
        }
        return new ShellNode.Function(name, more() ? command() : Block.EMPTY);
    }
}
