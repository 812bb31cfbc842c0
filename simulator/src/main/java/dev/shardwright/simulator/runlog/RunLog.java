package dev.shardwright.simulator.runlog;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;

/** Everything that a log says of its run; {@code flags} are Megatron's arguments by the names of its command line. */
record RunLog(
        Statements stated,
        List<Step> steps,
        List<MemoryPeak> peaks,
        Map<String, JsonNode> flags,
        List<String> remarks) {
    RunLog {
        steps = List.copyOf(steps);
        peaks = List.copyOf(peaks);
        flags = Map.copyOf(flags);
        remarks = List.copyOf(remarks);
    }
}
