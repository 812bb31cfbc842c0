package dev.shardwright.planner.plan;

/** One or two sentences about a plan. */
public record Remark(Kind kind, String text) {
    /** What a remark is about. */
    public enum Kind {
        /** Why the first layout beats the second. */
        WHY_FIRST,
        /** Layouts whose error bars overlap with the first one's. */
        TIE,
        /** What another choice would have cost, or why it was dropped. */
        DROPPED,
        /** What would make the model fit, or fit better. */
        WOULD_FIT
    }
}
