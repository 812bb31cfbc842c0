package dev.shardwright.planner.cli;

/** The command line: plan, simulate, export and validate. */
public final class Shardwright {
    private Shardwright() {}

    public static void main(String[] args) {
        System.err.println("shardwright: " + String.join(" ", args));
    }
}
