package dev.shardwright.planner.plan;

/** One or two sentences about a plan. */
public record Remark(Kind kind, String text) {
    /** What a remark is about. */
    public enum Kind {
        /** Why the first layout beats the second. */
        WHY_FIRST("Why #1"),
        /** Layouts whose error bars overlap with the first one's. */
        TIE("Ties"),
        /** What another choice would have cost, or why it was dropped. */
        DROPPED("Dropped"),
        /** What would make the model fit, or fit better. */
        WOULD_FIT("Missed");

        private final String label;

        Kind(String label) {
            this.label = label;
        }

        /** What stands in front of such a remark. */
        public String label() {
            return label;
        }
    }
}
