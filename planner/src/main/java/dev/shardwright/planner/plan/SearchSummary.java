package dev.shardwright.planner.plan;

import dev.shardwright.simulator.reportfile.JobText;

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

    /** How the search ended, in one sentence; {@code best} is the objective's word for a best layout, "fastest". */
    public String sentence(String best) {
        String counts =
                JobText.number(candidates) + " layouts searched, " + JobText.number(evaluated) + " of them simulated; ";
        return proof == Proof.OPTIMAL
                ? counts + "bounds rule out the others, so #1 is proven " + best + "."
                : counts + "the search ended early, so #1 is only the " + best + " so far.";
    }
}
