package dev.shardwright.planner.solver;

import dev.shardwright.planner.request.Goal;
import dev.shardwright.planner.space.Block;
import dev.shardwright.planner.space.LayoutSpace;
import dev.shardwright.simulator.layout.ParallelDegrees;
import java.util.Optional;

/**
 * Asks only whether anything in a space fits. It looks at the leanest layouts alone: the smallest micro-batch and the
 * recomputation that needs least memory.
 */
public final class FitCheck {
    private final Trial trial;
    private final SearchMonitor monitor;

    private FitCheck(Trial trial, SearchMonitor monitor) {
        this.trial = trial;
        this.monitor = monitor;
    }

    /** A layout that fits, or nothing when none does (or the monitor ended the search). */
    public static Optional<Candidate> find(LayoutSpace space, Goal goal, Oracle.Source oracles, SearchMonitor monitor) {
        Trial trial = new Trial(space, goal, oracles);
        return new FitCheck(trial, monitor).find(space);
    }

    private Optional<Candidate> find(LayoutSpace space) {
        for (ParallelDegrees mesh : space.meshes()) {
            for (Block block : space.leanest(mesh)) {
                Optional<Candidate> leanest = leanest(trial.said(block)).filter(trial::accepts);
                if (leanest.isPresent()) {
                    return leanest;
                }
            }
            if (monitor.cancelled()) {
                return Optional.empty();
            }
        }
        return Optional.empty();
    }

    private Optional<Candidate> leanest(Block block) {
        int rungs = block.ladder().size();
        return rungs == 0 ? Optional.empty() : Optional.of(trial.evaluate(block.layout(rungs - 1)));
    }
}
