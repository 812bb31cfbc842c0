package dev.shardwright.gui.plan;

/** One message about something that was just done. */
public record Notice(Kind kind, String text) {
    public static final Notice NONE = new Notice(Kind.NONE, "");

    /** Whether it went well. */
    public enum Kind {
        NONE,
        DONE,
        REFUSED
    }
}
