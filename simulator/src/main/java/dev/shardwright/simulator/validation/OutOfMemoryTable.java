package dev.shardwright.simulator.validation;

import java.util.List;

/** Runs by whether they ran out of memory and whether that was predicted. */
public record OutOfMemoryTable(int ranAsPredicted, int ranAgainst, int failedAsPredicted, int failedAgainst) {
    static OutOfMemoryTable of(List<RunScore.Scored> runs) {
        int[] cells = new int[4];
        for (RunScore.Scored run : runs) {
            if (run.measured().outOfMemory().isPresent()) {
                int row = run.measured().outOfMemory().get() ? 2 : 0;
                boolean right =
                        run.measured().outOfMemory().get() != run.predicted().fits();
                cells[row + (right ? 0 : 1)]++;
            }
        }
        return new OutOfMemoryTable(cells[0], cells[1], cells[2], cells[3]);
    }

    public int count() {
        return ranAsPredicted + ranAgainst + failedAsPredicted + failedAgainst;
    }

    /** Share of right labels; 0 when there are none. */
    public double accuracy() {
        return count() == 0 ? 0 : (ranAsPredicted + failedAsPredicted) / (double) count();
    }

    /** Share of the runs that failed which were predicted to; 0 when none failed. */
    public double recall() {
        int failed = failedAsPredicted + failedAgainst;
        return failed == 0 ? 0 : (double) failedAsPredicted / failed;
    }

    /** Share of the runs that ran which were predicted to fail; 0 when none ran. */
    public double falseAlarms() {
        int ran = ranAsPredicted + ranAgainst;
        return ran == 0 ? 0 : (double) ranAgainst / ran;
    }
}
