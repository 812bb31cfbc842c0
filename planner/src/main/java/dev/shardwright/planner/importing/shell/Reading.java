package dev.shardwright.planner.importing.shell;

import dev.shardwright.planner.importing.source.Traced;
import java.util.ArrayList;
import java.util.List;

/** {@code read NAME... <<< text}: cuts a text at the characters of IFS into variables, of which the last takes the rest. */
final class Reading {
    /** The variable that names the characters to cut at. */
    static final String SEPARATORS = "IFS";

    private static final String BLANKS = " \t\n";

    private final String separators;
    private final Traced text;
    private int at;

    private Reading(String separators, Traced text) {
        this.separators = separators;
        this.text = text;
    }

    /** @param words the command with its options and names */
    static void carryOut(List<Word> words, Word input, Scope scope) {
        String separators = scope.get(SEPARATORS).stream()
                .flatMap(set -> set.stream().limit(1))
                .filter(Word::known)
                .map(Word::string)
                .findFirst()
                .orElse(BLANKS);
        Reading reading = new Reading(separators, input.text());
        List<String> names = words.stream().skip(1).map(Word::string).toList();
        boolean array = names.stream().anyMatch(name -> name.matches("-[rs]*a"));
        List<String> variables =
                names.stream().filter(name -> !name.startsWith("-")).toList();
        if (array) {
            variables.stream().limit(1).forEach(name -> scope.set(name, reading.all()));
            return;
        }
        for (int i = 0; i < variables.size(); i++) {
            Traced value = i + 1 < variables.size() ? reading.next() : reading.rest();
            scope.set(variables.get(i), List.of(Word.of(value)));
        }
    }

    private List<Word> all() {
        List<Word> words = new ArrayList<>();
        while (at < text.length()) {
            words.add(Word.of(next()));
        }
        return words;
    }

    private Traced next() {
        skipBlanks();
        int start = at;
        while (at < text.length() && !separates(at)) {
            at = text.at(at) == Word.OPEN ? Quoting.mark(text, at) : at + 1;
        }
        Traced field = text.sub(start, at);
        at = Math.min(text.length(), at + 1);
        skipBlanks();
        return field;
    }

    private Traced rest() {
        skipBlanks();
        int end = text.length();
        while (end > at && separates(end - 1)) {
            end--;
        }
        return text.sub(at, end);
    }

    private void skipBlanks() {
        while (at < text.length() && separates(at) && BLANKS.indexOf(text.at(at)) >= 0) {
            at++;
        }
    }

    private boolean separates(int index) {
        return separators.indexOf(text.at(index)) >= 0;
    }
}
