package dev.shardwright.simulator.runlog;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Settings that a log prints by name; later ones of the same name are kept apart only if they say the same. */
final class Arguments {
    private final Map<String, Argument> byName = new LinkedHashMap<>();

    /** Keeps the first value of a name; a later, different one is left to the caller to judge. */
    Optional<Argument> add(String name, Argument argument) {
        Argument before = byName.putIfAbsent(name, argument);
        return before != null && !before.text().equals(argument.text()) ? Optional.of(before) : Optional.empty();
    }

    boolean isEmpty() {
        return byName.isEmpty();
    }

    /** The first of the names that is set to something. */
    Optional<Argument> get(String... names) {
        for (String name : names) {
            Argument argument = byName.get(name);
            if (argument != null && argument.said()) {
                return Optional.of(argument);
            }
        }
        return Optional.empty();
    }

    /** Whether the name is printed at all, set or not. */
    boolean prints(String name) {
        return byName.containsKey(name);
    }

    boolean on(String... names) {
        return get(names).filter(Argument::on).isPresent();
    }

    String text(String name) {
        return get(name).map(Argument::text).orElse("");
    }

    /** A whole number above zero. */
    Optional<Integer> count(String... names) {
        return get(names).map(Arguments::whole).filter(value -> value > 0);
    }

    /** States the whole number of a name, where it has one. */
    void state(Statements stated, Fact fact, String... names) {
        get(names).ifPresent(argument -> {
            int value = whole(argument);
            if (value > 0) {
                stated.state(fact, value, argument.where());
            }
        });
    }

    /** States whether a name is on, where it is printed. */
    void stateFlag(Statements stated, Fact fact, String name) {
        get(name).ifPresent(argument -> stated.state(fact, argument.on(), argument.where()));
    }

    private static int whole(Argument argument) {
        double value = RunNotes.number(argument.text());
        return value == Math.rint(value) && Math.abs(value) <= Integer.MAX_VALUE ? (int) value : 0;
    }
}
