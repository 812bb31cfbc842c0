package dev.shardwright.planner.solver;

import dev.shardwright.planner.request.Goal;
import dev.shardwright.planner.request.JobFrame;
import dev.shardwright.simulator.layout.Layout;
import dev.shardwright.simulator.report.Estimate;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Evaluates layouts of one frame, judges them by the goal and files them in an archive. One thread only. */
final class Trial {
    private final JobFrame frame;
    private final Goal goal;
    private final Oracle oracle;
    private final Archive archive;
    private final Optional<Memory> memory;

    /** What was evaluated and filed before. */
    private record Memory(Map<Layout, Candidate> known, Set<Layout> filed) {}

    private Trial(JobFrame frame, Goal goal, Oracle oracle, Optional<Memory> memory) {
        this.frame = frame;
        this.goal = goal;
        this.oracle = oracle;
        this.memory = memory;
        archive = new Archive(goal.answers());
    }

    /** For a search that meets every layout once. */
    Trial(JobFrame frame, Goal goal, Oracle oracle) {
        this(frame, goal, oracle, Optional.empty());
    }

    /** For a search that comes back to layouts: each is evaluated, filed and counted once. */
    static Trial remembering(JobFrame frame, Goal goal, Oracle oracle) {
        return new Trial(frame, goal, oracle, Optional.of(new Memory(new HashMap<>(), new HashSet<>())));
    }

    Archive archive() {
        return archive;
    }

    Goal goal() {
        return goal;
    }

    /** Evaluates without filing. */
    Candidate evaluate(Layout layout) {
        if (memory.isEmpty()) {
            return evaluated(layout);
        }
        Candidate known = memory.get().known().get(layout);
        if (known == null) {
            known = evaluated(layout);
            memory.get().known().put(layout, known);
        }
        return known;
    }

    private Candidate evaluated(Layout layout) {
        Estimate estimate = oracle.estimate(layout);
        archive.countEvaluation();
        return new Candidate(frame, layout, estimate, goal.objective().score(frame.cluster(), estimate.iteration()));
    }

    boolean accepts(Candidate candidate) {
        return goal.memory().accepts(candidate.estimate(), frame.cluster());
    }

    /** Files a candidate; true when it is accepted. */
    boolean file(Candidate candidate) {
        boolean accepted = accepts(candidate);
        if (memory.isPresent() && !memory.get().filed().add(candidate.layout())) {
            return accepted;
        }
        if (accepted) {
            archive.accept(candidate);
        } else {
            archive.refuse(candidate);
        }
        return accepted;
    }
}
