package dev.shardwright.planner.export.megatron;

import java.util.ArrayList;
import java.util.List;

/** Arguments that belong together: one Bash array of the script. */
public record FlagGroup(String array, List<Flag> flags) {
    public FlagGroup {
        flags = List.copyOf(flags);
    }

    List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add(array + "=(");
        flags.forEach(flag -> flag.lines().forEach(line -> lines.add("    " + line)));
        lines.add(")");
        return lines;
    }
}
