package dev.shardwright.planner.export.job;

import dev.shardwright.simulator.problem.Problem;
import java.util.ArrayList;
import java.util.List;

/** Collects the broken rules of one subject. */
public final class Limits {
    private final String subject;
    private final List<Problem> problems = new ArrayList<>();

    public Limits(String subject) {
        this.subject = subject;
    }

    public void require(boolean holds, String rule, String suggestion) {
        require(holds, subject, rule, suggestion);
    }

    public void require(boolean holds, String where, String rule, String suggestion) {
        if (!holds) {
            problems.add(new Problem(where, rule, suggestion));
        }
    }

    public List<Problem> problems() {
        return List.copyOf(problems);
    }
}
