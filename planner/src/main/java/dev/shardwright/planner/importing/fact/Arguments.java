package dev.shardwright.planner.importing.fact;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;

/** Flags or keys by name. The last of several counts, as in every framework's parser. What is asked for is noted. */
public final class Arguments {
    private final Map<String, Argument> byName = new LinkedHashMap<>();
    private final Set<String> asked = new LinkedHashSet<>();
    private final Facts facts;

    /** @param facts that take the problems of arguments whose values are not in the file */
    public Arguments(List<Argument> arguments, Facts facts) {
        arguments.forEach(argument -> byName.put(normal(argument.name()), argument));
        this.facts = facts;
    }

    /** Arguments that go by other names than the file has for them. */
    public Arguments(Map<String, Argument> arguments, Facts facts) {
        arguments.forEach((name, argument) -> byName.put(normal(name), argument));
        this.facts = facts;
    }

    private static String normal(String name) {
        return name.replace('_', '-');
    }

    /** Whether any argument is of that section. */
    public boolean hasSection(String prefix) {
        return byName.keySet().stream().anyMatch(name -> name.startsWith(normal(prefix)));
    }

    /** The argument under the first of these names that is there and whose value the file tells. */
    public Optional<Argument> get(String... names) {
        return any(names).filter(this::known);
    }

    /** A switch under one of these names that is on, whatever stands behind it. */
    public Optional<Argument> toggle(String... names) {
        return any(names).filter(argument -> !argument.missing().isEmpty() || argument.on());
    }

    private Optional<Argument> any(String... names) {
        Optional<Argument> found = Optional.empty();
        for (String name : names) {
            String key = normal(name);
            asked.add(key);
            found = found.or(() -> Optional.ofNullable(byName.get(key)));
        }
        return found;
    }

    private boolean known(Argument argument) {
        if (argument.missing().isEmpty()) {
            return true;
        }
        String name = argument.missing().get(0);
        boolean variable = name.matches("\\$[A-Za-z_0-9]+");
        facts.problem(
                argument.stated().where(),
                "depends on " + name + ", which the script does not set.",
                variable ? "Maybe add --set " + name.substring(1) + "=VALUE." : "State the value itself.");
        return false;
    }

    /** A whole number, where the value is one. */
    public Optional<Integer> number(String... names) {
        return text(names).filter(text -> text.matches("[0-9]{1,9}")).map(Integer::parseInt);
    }

    public boolean has(String... names) {
        return any(names).isPresent();
    }

    public boolean on(String... names) {
        return toggle(names).isPresent();
    }

    public Optional<String> text(String... names) {
        return get(names).map(Argument::text);
    }

    /** States the value as it is written. */
    public void state(JobField field, String... names) {
        state(field, argument -> argument.text(), names);
    }

    /** States what the argument means. */
    public void state(JobField field, Function<Argument, String> meaning, String... names) {
        Optional<Argument> known = get(names);
        known.ifPresent(argument -> facts.state(field, meaning.apply(argument), argument.stated()));
        if (known.isEmpty() && has(names)) {
            facts.open(field);
        }
    }

    public void shape(ShapeField field, String... names) {
        shape(field, argument -> argument.text(), names);
    }

    /** A size that the file computes elsewhere is left to the framework's default; the model may be named anyway. */
    public void shape(ShapeField field, Function<Argument, String> meaning, String... names) {
        any(names).ifPresent(argument -> {
            if (argument.missing().isEmpty()) {
                facts.shape(field, meaning.apply(argument), argument.stated());
            } else {
                facts.remark(field.label(), "the usual", argument.stated().where() + " is not computed here");
            }
        });
    }

    /** The value as far as it is known: for names, of which a part may tell enough. */
    public String hint(String... names) {
        return any(names).map(Argument::text).orElse("");
    }

    /** Reads past arguments that change neither the time nor the memory of a step. */
    public void listUnknown(Predicate<String> harmless) {
        List<Argument> left = new ArrayList<>();
        byName.forEach((name, argument) -> {
            if (!asked.contains(name) && !harmless.test(name)) {
                left.add(argument);
            }
        });
        left.forEach(argument -> facts.unknown(argument.name(), argument.text(), argument.place()));
    }
}
