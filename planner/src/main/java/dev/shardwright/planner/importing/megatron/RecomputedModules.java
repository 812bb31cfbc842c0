package dev.shardwright.planner.importing.megatron;

import java.util.List;
import java.util.Set;

/** Megatron-LM's names of modules that may be recomputed alone, and the job file's word for a list of them. */
final class RecomputedModules {
    static final Set<String> KNOWN = Set.of("core_attn");

    private RecomputedModules() {}

    /** The attention core is what selective recomputation means; without it nothing that is modelled is dropped. */
    static String word(List<String> names) {
        return names.contains("core_attn") ? "selective" : "none";
    }
}
