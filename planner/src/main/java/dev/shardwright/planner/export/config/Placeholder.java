package dev.shardwright.planner.export.config;

/** What a plan cannot know, clearly marked, so that nobody trains on it by mistake. */
public final class Placeholder {
    private static final String MARK = "PLACEHOLDER";

    private Placeholder() {}

    /** For example PLACEHOLDER-tokenized-data. */
    public static String of(String what) {
        return MARK + "-" + what.replace(' ', '-');
    }
}
