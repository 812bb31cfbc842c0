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
        Trial trial = new Trial(space.frame(), goal, oracles.forFrame(space.frame()));
        return new FitCheck(trial, monitor).find(space);
    }

    private Optional<Candidate> find(LayoutSpace space) {
        for (ParallelDegrees mesh : space.meshes()) {
            for (Block block : space.leanest(mesh)) {
                Candidate candidate = trial.evaluate(block.layout(block.ladder().size() - 1));
                if (trial.accepts(candidate)) {
                    return Optional.of(candidate);
                }
            }
            if (monitor.cancelled()) {
                return Optional.empty();
            }
        }
        return Optional.empty();
    }
}
