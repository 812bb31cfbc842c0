package dev.shardwright.planner.solver;

import dev.shardwright.planner.request.Goal;
import dev.shardwright.planner.request.JobFrame;
import dev.shardwright.simulator.layout.Layout;
import dev.shardwright.simulator.report.Estimate;

/** Evaluates layouts of one frame, judges them by the goal and files them in an archive. One thread only. */
final class Trial {
    private final JobFrame frame;
    private final Goal goal;
    private final Oracle oracle;
    private final Archive archive;

    Trial(JobFrame frame, Goal goal, Oracle oracle) {
        this.frame = frame;
        this.goal = goal;
        this.oracle = oracle;
        archive = new Archive(goal.answers());
    }

    Archive archive() {
        return archive;
    }

    Goal goal() {
        return goal;
    }

    /** Evaluates without filing. */
    Candidate evaluate(Layout layout) {
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
        if (accepted) {
            archive.accept(candidate);
        } else {
            archive.refuse(candidate);
        }
        return accepted;
    }
}
