package dev.shardwright.planner.importing.shell;

import dev.shardwright.planner.importing.source.Traced;
import java.util.function.BiFunction;

/** How much one reading may do: a script that expands beyond it is refused. */
final class Budget {
    private static final int MOST_CHARACTERS = 1 << 22;
    private static final int MOST_COMMANDS = 1 << 16;
    private static final int DEEPEST_CALL = 16;

    private final BiFunction<Traced, String, RuntimeException> failure;
    private long characters;
    private int commands;
    private int depth;

    Budget(BiFunction<Traced, String, RuntimeException> failure) {
        this.failure = failure;
    }

    void expand(Traced where, int length) {
        characters += length;
        require(characters <= MOST_CHARACTERS, where, "expands to more than " + MOST_CHARACTERS + " characters.");
    }

    void command(Traced where) {
        commands++;
        require(commands <= MOST_COMMANDS, where, "leads to more than " + MOST_COMMANDS + " commands.");
    }

    void enter(Traced where) {
        depth++;
        require(depth <= DEEPEST_CALL, where, "calls functions or shells more than " + DEEPEST_CALL + " levels deep.");
    }

    void leave() {
        depth--;
    }

    private void require(boolean holds, Traced where, String rule) {
        if (!holds) {
            throw failure.apply(where, rule);
        }
    }
}
