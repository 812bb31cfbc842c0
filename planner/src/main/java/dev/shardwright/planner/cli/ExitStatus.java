package dev.shardwright.planner.cli;

/** What the process's exit status says. */
final class ExitStatus {
    static final int DONE = 0;
    /** A defect of this program. */
    static final int DEFECT = 1;
    /** The command line or a file it names cannot be used. */
    static final int BAD_INPUT = 2;
    /** No layout fits. */
    static final int NOTHING_FITS = 3;

    /** A calibration would not predict unseen runs better. */
    static final int NO_GAIN = 4;

    /** A job breaks a limit that it is checked against. */
    static final int CHECK_FAILED = 5;

    static final String EXPLAINED =
            "Exit status: 0 done, 1 a defect of this program, 2 input that cannot be used, 3 no layout fits.";

    private ExitStatus() {}
}
