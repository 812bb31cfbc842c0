package dev.shardwright.planner.solver;

import dev.shardwright.planner.request.Goal;
import dev.shardwright.planner.request.SearchLimits;
import dev.shardwright.planner.space.LayoutSpace;

/** Searches one space by the method that fits its size. */
public final class Search {
    /** Largest space that AUTO enumerates: about four seconds of one thread. */
    static final long ENUMERABLE = 20_000_000;

    private final Oracle.Source oracles;

    public Search(Oracle.Source oracles) {
        this.oracles = oracles;
    }

    /** Ends when the monitor says so; the time limit is the monitor's (see SearchMonitor.within). */
    public SearchResult run(LayoutSpace space, Goal goal, SearchLimits limits, SearchMonitor monitor) {
        long candidates = space.candidates();
        boolean local = limits.method() == SearchLimits.Method.TIMEFOLD
                || (limits.method() == SearchLimits.Method.AUTO && candidates > ENUMERABLE);
        if (local && candidates > 0) {
            Trial trial = Trial.remembering(space, goal, oracles);
            new TimefoldSearch(space, trial, limits, monitor).run();
            return new SearchResult(trial.archive(), candidates, false);
        }
        return new ExhaustiveSearch(space, goal, oracles, monitor).run(candidates, limits.threads());
    }
}
