package dev.shardwright.simulator.runlog;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.shardwright.simulator.problem.InvalidInputException;
import dev.shardwright.simulator.problem.Problem;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What is known of a run's configuration, fact by fact, and who said it. Two who differ are a problem of the input. */
public final class Statements {
    private final Map<Fact, Statement> known = new EnumMap<>(Fact.class);
    private final List<Problem> conflicts = new ArrayList<>();

    /** Adds what a source states; {@code where} names file and line, or the option. */
    public void state(Fact fact, int value, String where) {
        put(fact, new Statement(JsonNodeFactory.instance.numberNode(value), where, true));
    }

    public void state(Fact fact, long value, String where) {
        put(fact, new Statement(JsonNodeFactory.instance.numberNode(value), where, true));
    }

    public void state(Fact fact, boolean value, String where) {
        put(fact, new Statement(JsonNodeFactory.instance.booleanNode(value), where, true));
    }

    public void state(Fact fact, String value, String where) {
        put(fact, new Statement(JsonNodeFactory.instance.textNode(value), where, true));
    }

    /** Adds what follows from a convention or a loose name: used where nobody states the fact. */
    void suggest(Fact fact, long value, String where) {
        put(fact, new Statement(JsonNodeFactory.instance.numberNode(value), where, false));
    }

    void suggest(Fact fact, int value, String where) {
        put(fact, new Statement(JsonNodeFactory.instance.numberNode(value), where, false));
    }

    void suggest(Fact fact, boolean value, String where) {
        put(fact, new Statement(JsonNodeFactory.instance.booleanNode(value), where, false));
    }

    public void suggest(Fact fact, String value, String where) {
        put(fact, new Statement(JsonNodeFactory.instance.textNode(value), where, false));
    }

    private void put(Fact fact, Statement said) {
        Statement before = known.get(fact);
        if (before == null || !before.firm() && said.firm()) {
            known.put(fact, said);
        } else if (before.firm() && said.firm() && !before.value().equals(said.value())) {
            conflicts.add(new Problem(
                    before.where(),
                    "says " + fact.path() + " = " + before.value().asText() + ", but " + said.where() + " says "
                            + said.value().asText() + ".",
                    "A file must hold one run, and options must agree with it: split the file, or leave out "
                            + fact.option() + "."));
        }
    }

    /** These statements and others'. */
    Statements with(Statements others) {
        Statements all = new Statements();
        known.forEach(all::put);
        others.known.forEach(all::put);
        all.conflicts.addAll(0, others.conflicts);
        all.conflicts.addAll(0, conflicts);
        return all;
    }

    /** Throws InvalidInputException with all conflicts. */
    void check() {
        if (!conflicts.isEmpty()) {
            throw new InvalidInputException(conflicts);
        }
    }

    void conflict(Problem problem) {
        conflicts.add(problem);
    }

    boolean has(Fact fact) {
        return known.containsKey(fact);
    }

    Optional<Statement> get(Fact fact) {
        return Optional.ofNullable(known.get(fact));
    }

    Optional<JsonNode> value(Fact fact) {
        return get(fact).map(Statement::value);
    }

    /** A whole number that is stated, or the fallback. */
    int count(Fact fact, int fallback) {
        return value(fact).map(JsonNode::asInt).orElse(fallback);
    }

    String text(Fact fact, String fallback) {
        return value(fact).map(JsonNode::asText).orElse(fallback);
    }
}
