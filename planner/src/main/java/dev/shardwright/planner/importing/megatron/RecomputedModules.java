package dev.shardwright.planner.importing.megatron;

import dev.shardwright.simulator.layout.Recompute;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Megatron-LM's names of modules that may be recomputed alone, and the job file's word for a list of them. */
final class RecomputedModules {
    static final Set<String> KNOWN =
            Arrays.stream(Recompute.Part.values()).map(Recompute.Part::word).collect(Collectors.toUnmodifiableSet());

    private RecomputedModules() {}

    /** Those that are modelled. */
    static String word(List<String> names) {
        Set<Recompute.Part> parts = EnumSet.noneOf(Recompute.Part.class);
        for (Recompute.Part part : Recompute.Part.values()) {
            if (names.contains(part.word())) {
                parts.add(part);
            }
        }
        return Recompute.Modules.of(parts).name();
    }
}
