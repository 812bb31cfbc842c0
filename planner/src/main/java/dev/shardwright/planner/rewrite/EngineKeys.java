package dev.shardwright.planner.rewrite;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Keys by which a framework chooses its engine: two values can say the same layout, and one of them is refused beside it. */
final class EngineKeys {
    /** GPT-NeoX starts its pipeline engine at one stage, too, and that refuses split gradients: 0 starts none. */
    private static final String NEOX_STAGES = "pipe-parallel-size";

    private static final String ZERO_STAGE = "zero-optimization.stage";

    private EngineKeys() {}

    /** The names of those that have to stand as in a fresh export. */
    static Set<String> exact(Map<String, List<Setting>> export) {
        boolean splitsGradients = Collections.disjoint(KeyRewrite.values(export.get(ZERO_STAGE)), List.of("0", "1"));
        return export.containsKey(NEOX_STAGES) && splitsGradients ? Set.of(NEOX_STAGES) : Set.of();
    }
}
