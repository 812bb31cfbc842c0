package dev.shardwright.planner.importing.shell;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/** Decides {@code [ ... ]} and {@code [[ ... ]]}. Variables that nobody sets count as empty; files are not looked at. */
final class Conditions {
    private final List<Word> words;
    private final Parameters parameters;
    private int at;

    private Conditions(List<Word> words, Parameters parameters) {
        this.words = words;
        this.parameters = parameters;
    }

    static Status decide(List<Word> words, Parameters parameters) {
        Conditions conditions = new Conditions(words, parameters);
        Status status = conditions.or();
        return conditions.at < words.size() ? Status.UNKNOWN : status;
    }

    /** The words that are compared with others. */
    static List<Word> compared(List<Word> words) {
        List<Word> compared = new ArrayList<>();
        for (int i = 1; i + 1 < words.size(); i++) {
            if (isBinary(words.get(i).string())) {
                compared.add(words.get(i - 1));
                compared.add(words.get(i + 1));
            }
        }
        return compared;
    }

    private Status or() {
        Status status = and();
        while (take("||") || take("-o")) {
            Status other = and();
            status = status == Status.YES || other == Status.YES
                    ? Status.YES
                    : status == Status.NO ? other : Status.UNKNOWN;
        }
        return status;
    }

    private Status and() {
        Status status = not();
        while (take("&&") || take("-a")) {
            Status other = not();
            status = status == Status.NO || other == Status.NO
                    ? Status.NO
                    : status == Status.YES ? other : Status.UNKNOWN;
        }
        return status;
    }

    private Status not() {
        boolean negated = false;
        while (take("!")) {
            negated = !negated;
        }
        Status status = primary();
        return negated ? status.not() : status;
    }

    private Status primary() {
        if (take("(")) {
            Status status = or();
            return take(")") ? status : Status.UNKNOWN;
        }
        if (at >= words.size()) {
            return Status.NO;
        }
        Word first = words.get(at);
        if (at + 2 < words.size() && isBinary(words.get(at + 1).string())) {
            at += 3;
            return compare(first, words.get(at - 2).string(), words.get(at - 1));
        }
        boolean unary = first.string().matches("-[a-zA-Z]") && at + 1 < words.size();
        at += unary ? 2 : 1;
        return unary ? single(first.string(), words.get(at - 1)) : text(first, false);
    }

    private static boolean isBinary(String word) {
        return word.matches("==?|!=|=~|-(eq|ne|lt|le|gt|ge)");
    }

    private static Status single(String operator, Word word) {
        return switch (operator) {
            case "-z" -> text(word, true);
            case "-n" -> text(word, false);
            default -> Status.UNKNOWN;
        };
    }

    private static Status text(Word word, boolean wantsEmpty) {
        return word.needsProgram() ? Status.UNKNOWN : Status.of(word.unset().isEmpty() == wantsEmpty);
    }

    private Status compare(Word left, String operator, Word right) {
        if (left.needsProgram() || right.needsProgram()) {
            return Status.UNKNOWN;
        }
        return switch (operator) {
            case "=", "==" -> Status.of(Trimming.Glob.matches(right.unset(), left.unset()));
            case "!=" -> Status.of(!Trimming.Glob.matches(right.unset(), left.unset()));
            case "=~" -> Status.UNKNOWN;
            default -> numbers(left.unset(), operator, right.unset());
        };
    }

    private Status numbers(String left, String operator, String right) {
        OptionalLong a = parameters.arithmetic(left);
        OptionalLong b = parameters.arithmetic(right);
        if (a.isEmpty() || b.isEmpty()) {
            return Status.UNKNOWN;
        }
        int order = Long.compare(a.getAsLong(), b.getAsLong());
        return Status.of(
                switch (operator) {
                    case "-eq" -> order == 0;
                    case "-ne" -> order != 0;
                    case "-lt" -> order < 0;
                    case "-le" -> order <= 0;
                    case "-gt" -> order > 0;
                    default -> order >= 0;
                });
    }

    private boolean take(String word) {
        boolean there = at < words.size() && words.get(at).string().equals(word);
        at += there ? 1 : 0;
        return there;
    }
}
