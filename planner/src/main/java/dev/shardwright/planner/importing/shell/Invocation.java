package dev.shardwright.planner.importing.shell;

import java.util.List;

/** A command that the script would run. */
public record Invocation(List<Word> words) {
    public Invocation {
        words = List.copyOf(words);
    }

    public List<String> strings() {
        return words.stream().map(Word::string).toList();
    }
}
