package dev.shardwright.planner.importing.megatron;

import dev.shardwright.simulator.layout.Recompute;
import dev.shardwright.simulator.layout.Recompute.Part;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** A list of Megatron-LM's modules that are recomputed alone. */
record RecomputedModules(List<String> names) {
    /** The job file's word for those that are modelled. */
    String word() {
        Set<Part> parts = EnumSet.noneOf(Part.class);
        names.forEach(name -> Part.named(name).ifPresent(parts::add));
        return Recompute.Modules.of(parts).name();
    }

    List<String> others() {
        return names.stream()
                .distinct()
                .filter(name -> Part.named(name).isEmpty())
                .toList();
    }
}
