package dev.shardwright.planner.importing.shell;

import dev.shardwright.planner.importing.source.Traced;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Variables of a script. A scalar is an array of one word. */
final class Scope {
    private final Map<String, List<Word>> variables = new LinkedHashMap<>();
    private final Deque<List<Word>> calls = new ArrayDeque<>();

    /** Empty where the script does not set it. */
    Optional<List<Word>> get(String name) {
        return Optional.ofNullable(variables.get(name));
    }

    void set(String name, List<Word> words) {
        variables.put(name, List.copyOf(words));
    }

    void append(String name, List<Word> words) {
        List<Word> all = new ArrayList<>(get(name).orElse(List.of()));
        all.addAll(words);
        set(name, all);
    }

    void appendText(String name, Word word) {
        List<Word> old = get(name).orElse(List.of(Word.EMPTY));
        set(name, List.of(old.isEmpty() ? word : old.get(0).plus(word)));
    }

    void unset(String name) {
        variables.remove(name);
    }

    void enter(List<Word> arguments) {
        calls.push(arguments);
    }

    void leave() {
        calls.pop();
    }

    /** The arguments of the function that runs; empty outside of functions. */
    Optional<List<Word>> arguments() {
        return Optional.ofNullable(calls.peek());
    }

    /** The scalar variables, as texts. */
    Map<String, Word> scalars() {
        Map<String, Word> scalars = new LinkedHashMap<>();
        variables.forEach((name, words) -> {
            if (words.size() == 1) {
                scalars.put(name, words.get(0));
            }
        });
        return scalars;
    }

    static Word text(String value) {
        return Word.of(Traced.made(value));
    }
}
