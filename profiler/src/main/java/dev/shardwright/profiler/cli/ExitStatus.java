package dev.shardwright.profiler.cli;

/** What the process's exit status says. */
final class ExitStatus {
    static final int DONE = 0;
    /** A defect of this program. */
    static final int DEFECT = 1;
    /** The command line, a file it names or the device cannot be used. */
    static final int BAD_INPUT = 2;

    /** What was measured is above the limit that the user gave. */
    static final int ABOVE_LIMIT = 3;

    static final String EXPLAINED =
            "Exit status: 0 done, 1 a defect of this program, 2 input or a device that cannot be used.";

    private ExitStatus() {}
}
