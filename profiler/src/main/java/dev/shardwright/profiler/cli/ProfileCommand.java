package dev.shardwright.profiler.cli;

/** The command line of the profiler. */
public final class ProfileCommand {
    private ProfileCommand() {}

    public static void main(String[] args) {
        System.err.println("shardwright: " + String.join(" ", args));
    }
}
