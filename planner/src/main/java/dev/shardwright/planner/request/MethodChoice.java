package dev.shardwright.planner.request;

import dev.shardwright.simulator.layout.Recompute;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A choice that is not a number: its option on the command line. */
public enum MethodChoice {
    RECOMPUTE("recompute"),
    SCHEDULE("schedule"),
    SEQUENCE_PARALLEL("sequence-parallel"),
    CONTEXT_METHOD("context-method"),
    OFFLOAD("offload");

    private final String label;

    MethodChoice(String label) {
        this.label = label;
    }

    public String label() {
        return label;
    }

    public String option() {
        return "--" + label;
    }

    /** The values that the methods allow, as the option takes them; empty when all are. */
    public List<String> values(Methods m) {
        List<String> words = new ArrayList<>();
        switch (this) {
            case RECOMPUTE -> {
                for (Recompute recompute : m.recompute()) {
                    words.add(recompute.name());
                }
            }
            case SCHEDULE -> {
                for (ScheduleKind kind : m.schedules()) {
                    words.add(kind.name());
                }
            }
            case SEQUENCE_PARALLEL -> addNames(m.sequenceParallel(), words);
            case CONTEXT_METHOD -> addNames(m.context(), words);
            case OFFLOAD -> addNames(m.offload(), words);
        }
        return words;
    }

    private static void addNames(List<? extends Enum<?>> values, List<String> words) {
        for (Enum<?> value : values) {
            words.add(value.name().toLowerCase(Locale.ROOT).replace('_', '-'));
        }
    }

    /** The methods with this choice left to the planner. */
    public Methods freed(Methods m) {
        return new Methods(
                this == RECOMPUTE ? List.of() : m.recompute(),
                this == SCHEDULE ? List.of() : m.schedules(),
                this == SEQUENCE_PARALLEL ? List.of() : m.sequenceParallel(),
                this == CONTEXT_METHOD ? List.of() : m.context(),
                this == OFFLOAD ? List.of() : m.offload());
    }
}
