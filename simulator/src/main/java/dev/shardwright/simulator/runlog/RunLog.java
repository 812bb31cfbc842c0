package dev.shardwright.simulator.runlog;

import java.util.List;

/** Everything that a log says of its run. */
record RunLog(Statements stated, List<Step> steps, List<MemoryPeak> peaks, List<String> remarks) {
    RunLog {
        steps = List.copyOf(steps);
        peaks = List.copyOf(peaks);
        remarks = List.copyOf(remarks);
    }
}
