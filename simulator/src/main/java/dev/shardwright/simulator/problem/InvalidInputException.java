package dev.shardwright.simulator.problem;

import java.util.List;
import java.util.stream.Collectors;

/** Input that cannot be used; carries every problem found, not only the first. */
public final class InvalidInputException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient List<Problem> problems;

    public InvalidInputException(List<Problem> problems) {
        super(problems.stream().map(Problem::toString).collect(Collectors.joining(System.lineSeparator())));
        this.problems = List.copyOf(problems);
    }

    public InvalidInputException(String where, String rule, String suggestion) {
        this(List.of(new Problem(where, rule, suggestion)));
    }

    public List<Problem> problems() {
        return problems == null ? List.of() : problems;
    }
}
