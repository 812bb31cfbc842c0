package dev.shardwright.simulator.runlog;

import java.util.List;

/**
 * A log as a measured run: the line of the file, how the log was read, what it does not state (each with the option that
 * would), and what a reader should know.
 */
public record ImportedRun(String line, String how, List<String> missing, List<String> remarks) {
    public ImportedRun {
        missing = List.copyOf(missing);
        remarks = List.copyOf(remarks);
    }
}
