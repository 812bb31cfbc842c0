package dev.shardwright.planner.importing;

/** Which framework files are for, in which version, and what told so. The version is empty where nothing tells it. */
public record FrameworkGuess(Framework framework, String version, String reason) {
    @Override
    public String toString() {
        return framework.label() + (version.isEmpty() ? "" : " " + version);
    }
}
