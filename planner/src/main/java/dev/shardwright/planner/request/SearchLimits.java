package dev.shardwright.planner.request;

import dev.shardwright.simulator.unit.Seconds;

/** How to search and when to stop. The same seed gives the same plan unless the time runs out first. */
public record SearchLimits(Method method, long seed, Seconds time, int threads) {
    public static final SearchLimits DEFAULT = new SearchLimits(Method.AUTO, 0, new Seconds(600), 2);

    /** AUTO enumerates up to twenty million candidates and searches larger spaces locally. */
    public enum Method {
        AUTO,
        EXHAUSTIVE,
        TIMEFOLD;

        public static Method parse(String text) {
            return switch (text) {
                case "auto" -> AUTO;
                case "exhaustive" -> EXHAUSTIVE;
                case "timefold" -> TIMEFOLD;
                default ->
                    throw new IllegalArgumentException("'" + text + "' is not one of auto, exhaustive, timefold");
            };
        }
    }

    public SearchLimits {
        if (threads < 1) {
            throw new IllegalArgumentException("needs at least one thread");
        }
    }
}
