package dev.shardwright.planner.plan;

/**
 * What a search looked at: legal candidates, those evaluated (the others were ruled out by bounds), those that fit, and
 * whether nothing better can be among the candidates.
 */
public record SearchSummary(long candidates, long evaluated, long feasible, Proof proof) {
    /** OPTIMAL: every candidate was evaluated or ruled out by a bound. BEST_FOUND: the search ended before that. */
    public enum Proof {
        OPTIMAL,
        BEST_FOUND
    }
}
