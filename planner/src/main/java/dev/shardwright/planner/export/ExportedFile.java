package dev.shardwright.planner.export;

/** One file of an export: its name without a folder, its text, and whether it is run directly. */
public record ExportedFile(String name, String text, Mode mode) {
    /** Whether the file is a program or is read by one. */
    public enum Mode {
        EXECUTABLE,
        PLAIN
    }

    /** The part of the name from the last dot on. */
    public String extension() {
        int dot = name.lastIndexOf('.');
        return dot < 0 ? "" : name.substring(dot);
    }
}
