package dev.shardwright.simulator.problem;

/**
 * One thing that is wrong with an input: where it stands (file and key), what was read and which rule it breaks, and
 * what to do about it.
 */
public record Problem(String where, String rule, String suggestion) {
    @Override
    public String toString() {
        String text = where.isEmpty() ? rule : where + ": " + rule;
        return suggestion.isEmpty() ? text : text + System.lineSeparator() + "  " + suggestion;
    }
}
