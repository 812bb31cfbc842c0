package dev.shardwright.planner.export.megatron;

import dev.shardwright.simulator.problem.Problem;
import java.util.ArrayList;
import java.util.List;

/** Collects the broken rules of one subject. */
final class Limits {
    private final String subject;
    private final List<Problem> problems = new ArrayList<>();

    Limits(String subject) {
        this.subject = subject;
    }

    void require(boolean holds, String rule, String suggestion) {
        require(holds, subject, rule, suggestion);
    }

    void require(boolean holds, String where, String rule, String suggestion) {
        if (!holds) {
            problems.add(new Problem(where, rule, suggestion));
        }
    }

    List<Problem> problems() {
        return List.copyOf(problems);
    }
}
