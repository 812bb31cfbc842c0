package dev.shardwright.simulator.stack;

import java.util.Set;

/** Part of a step whose launches are recorded once and replayed as one CUDA graph. */
public enum LaunchGraph {
    ATTENTION(Set.of("attention")),
    /** Scores, top-k, sorting and counting of tokens. */
    ROUTER(Set.of("router")),
    DENSE(Set.of("feed_forward")),
    EXPERTS(Set.of("expert", "experts", "routing", "activation", "shared_expert")),
    /** Everything, from the first micro-batch to the optimizer. */
    ITERATION(Set.of());

    /** Share of the host's time that a replayed launch still takes: assumed, near none. */
    private static final double LEFT = 0.05;

    private final Set<String> parts;

    LaunchGraph(Set<String> parts) {
        this.parts = parts;
    }

    /** Share of the host time of an operator that is left; operators are named part.detail. */
    public static double left(Set<LaunchGraph> graphs, String operator) {
        int dot = operator.indexOf('.');
        String part = dot < 0 ? operator : operator.substring(0, dot);
        for (LaunchGraph graph : graphs) {
            if (graph == ITERATION || graph.parts.contains(part)) {
                return LEFT;
            }
        }
        return 1;
    }
}
