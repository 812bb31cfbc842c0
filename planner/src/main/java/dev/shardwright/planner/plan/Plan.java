package dev.shardwright.planner.plan;

import java.util.List;

/**
 * The answer to a planning request: layouts, best first, what the search looked at, and remarks that explain the
 * choice. No layouts means that nothing fits; the remarks then say what would.
 */
public record Plan(List<PlannedLayout> layouts, SearchSummary search, List<Remark> remarks) {
    public Plan {
        layouts = List.copyOf(layouts);
        remarks = List.copyOf(remarks);
    }
}
