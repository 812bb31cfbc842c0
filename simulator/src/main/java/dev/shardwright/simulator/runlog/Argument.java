package dev.shardwright.simulator.runlog;

/** A setting as a log prints it, and where. */
record Argument(String text, String where) {
    boolean said() {
        return !text.isEmpty() && !text.equals("None") && !text.equalsIgnoreCase("null");
    }

    boolean on() {
        return text.equalsIgnoreCase("true");
    }
}
