package dev.shardwright.planner;

import dev.shardwright.planner.plan.Plan;
import dev.shardwright.planner.request.PlanningRequest;
import dev.shardwright.planner.solver.SearchMonitor;

/** Finds the best layouts for a job. */
public final class Planner {
    private Planner() {}

    /**
     * Searches every device count of the request and ranks what fits. The monitor may end the search early; the best so
     * far is the answer then. Throws InvalidInputException when no layout is legal.
     */
    public static Plan plan(PlanningRequest request, SearchMonitor monitor) {
        throw new IllegalStateException("not built yet: " + request + monitor);
    }
}
