package dev.shardwright.planner.importing.shell;

import dev.shardwright.planner.importing.source.Traced;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What {@code $NAME}, {@code ${...}}, {@code $((...))} and {@code $(...)} stand for. */
final class Parameters {
    private static final Pattern BRACED = Pattern.compile(
            "([#!]?)([A-Za-z_][A-Za-z0-9_]*|[0-9]+|[@*#?])(\\[[^]]*])?(:?[-=?+]|##?|%%?|//?|,,|\\^\\^|:)?(.*)",
            Pattern.DOTALL);
    private static final int DEEPEST = 32;

    private final Scope scope;
    private final Budget budget;
    private int depth;

    Parameters(Scope scope, Budget budget) {
        this.scope = scope;
        this.budget = budget;
    }

    Budget budget() {
        return budget;
    }

    /** Nothing is run: only arithmetic by {@code expr} and texts by {@code echo} are understood. */
    Word program(Traced command) {
        String text = command.text().strip();
        if (text.startsWith("expr ")) {
            Word expression = Expansion.word(this, command.from(command.text().indexOf("expr ") + "expr ".length()));
            OptionalLong value = arithmetic(expression.unset());
            if (expression.known() && value.isPresent()) {
                return Word.of(Traced.made(Long.toString(value.getAsLong())));
            }
        }
        return Word.output(command);
    }

    /** @param text what follows the dollar sign */
    List<Word> of(Traced text) {
        if (text.text().startsWith("((")) {
            return List.of(computed(text.sub(2, Math.max(2, text.length() - 2))));
        }
        if (text.text().startsWith("(")) {
            return List.of(program(text.sub(1, text.length() - 1)));
        }
        boolean braced = text.text().startsWith("{");
        return deeper(braced ? text.sub(1, text.length() - 1) : text);
    }

    private List<Word> deeper(Traced inside) {
        if (++depth > DEEPEST) {
            depth = 0;
            budget.expand(inside, Integer.MAX_VALUE);
        }
        Matcher matcher = BRACED.matcher(inside.text());
        List<Word> words = matcher.matches() ? expanded(matcher, inside) : List.of(Word.missing("{" + inside.text()));
        depth--;
        return words;
    }

    private List<Word> expanded(Matcher parts, Traced inside) {
        String name = parts.group(2);
        String operator = parts.group(4) == null ? "" : parts.group(4);
        Traced operand = inside.from(parts.start(5));
        Optional<List<Word>> value = value(name, parts.group(3));
        if (parts.group(1).equals("#")) {
            return List.of(Scope.text(String.valueOf(size(value, parts.group(3)))));
        }
        if (parts.group(1).equals("!")) {
            return List.of(Word.missing(name));
        }
        return operator.isEmpty()
                ? value.orElseGet(() -> List.of(Word.missing(name)))
                : operated(name, operator, value, operand);
    }

    private static int size(Optional<List<Word>> value, String index) {
        return index == null
                ? value.map(words -> words.get(0).text().length()).orElse(0)
                : value.map(List::size).orElse(0);
    }

    private List<Word> operated(String name, String operator, Optional<List<Word>> value, Traced operand) {
        boolean colon = operator.startsWith(":");
        boolean absent = value.isEmpty() || (colon && isEmpty(value.get()));
        return switch (operator.substring(colon ? 1 : 0)) {
            case "-" -> absent ? List.of(fallback(operand)) : value.get();
            case "=" -> absent ? assigned(name, fallback(operand)) : value.get();
            case "+" -> absent ? List.of() : List.of(fallback(operand));
            case "?" -> absent ? List.of(Word.missing(name)) : value.get();
            default ->
                value.map(words -> trimmed(words, operator, operand)).orElseGet(() -> List.of(Word.missing(name)));
        };
    }

    private static boolean isEmpty(List<Word> words) {
        return words.stream().allMatch(word -> word.unset().isEmpty());
    }

    private Word fallback(Traced operand) {
        return Expansion.word(this, operand);
    }

    private List<Word> assigned(String name, Word word) {
        scope.set(name, List.of(word));
        return List.of(word);
    }

    /** Prefixes, suffixes and letter case of plain texts; other operators leave a text as it is. */
    private List<Word> trimmed(List<Word> words, String operator, Traced operand) {
        String pattern = Expansion.word(this, operand).unset();
        return words.stream()
                .map(word -> Trimming.of(word, operator, pattern).orElse(word))
                .toList();
    }

    private Optional<List<Word>> value(String name, String index) {
        if (name.equals("@") || name.equals("*")) {
            return scope.arguments();
        }
        if (name.equals("#")) {
            return Optional.of(List.of(
                    Scope.text(String.valueOf(scope.arguments().map(List::size).orElse(0)))));
        }
        if (Character.isDigit(name.charAt(0))) {
            int position = name.length() > 3 ? 0 : Integer.parseInt(name);
            return scope.arguments()
                    .filter(all -> position > 0)
                    .map(all -> position <= all.size() ? List.of(all.get(position - 1)) : List.of(Word.EMPTY))
                    .or(() -> scope.get(name));
        }
        return scope.get(name).map(words -> indexed(words, index));
    }

    private List<Word> indexed(List<Word> words, String index) {
        if (index != null && (index.equals("[@]") || index.equals("[*]"))) {
            return words;
        }
        long position = index == null
                ? 0
                : arithmetic(index.substring(1, index.length() - 1)).orElse(-1);
        return position >= 0 && position < words.size() ? List.of(words.get((int) position)) : List.of(Word.EMPTY);
    }

    private Word computed(Traced expression) {
        Word text = Expansion.word(this, expression);
        OptionalLong value = text.known() ? arithmetic(text.string()) : OptionalLong.empty();
        return value.isPresent()
                ? Scope.text(Long.toString(value.getAsLong()))
                : Word.missing("((" + names(text) + "))");
    }

    private static String names(Word text) {
        return text.string().replaceAll("[^A-Za-z0-9_*/+-]", "");
    }

    /** Names are looked up, and what they hold is computed in turn. */
    OptionalLong arithmetic(String expression) {
        return Arithmetic.value(expression.replace("\\", ""), this::number);
    }

    private OptionalLong number(String name) {
        return scope.get(name)
                .filter(words -> words.size() == 1 && words.get(0).known())
                .map(words -> words.get(0).string().strip())
                .filter(text -> text.matches("-?[0-9]{1,18}"))
                .map(text -> OptionalLong.of(Long.parseLong(text)))
                .orElse(OptionalLong.empty());
    }
}
