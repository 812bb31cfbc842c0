package dev.shardwright.planner.importing.megatron;

import dev.shardwright.planner.importing.fact.Arguments;
import dev.shardwright.planner.importing.fact.Facts;
import java.util.Map;

/** Models of other layers than attention and feed-forward blocks that are all alike. */
final class OtherLayers {
    private static final String STATE_SPACE = "asks for state-space layers, which are not modelled yet.";
    private static final Map<String, String> REFUSED = Map.of(
            "--hybrid-layer-pattern", STATE_SPACE,
            "--hybrid-override-pattern", STATE_SPACE,
            "--hybrid-attention-ratio", STATE_SPACE,
            "--is-hybrid-model", STATE_SPACE,
            "--linear-attention-freq", "asks for linear attention, which is not modelled yet.",
            "--heterogeneous-layers-config-path", "asks for layers of several shapes, which are not modelled yet.");

    private OtherLayers() {}

    /** Throws InvalidInputException where the model has such layers: whatever else is missing or wrong does not matter. */
    static void refuse(Arguments arguments, Facts facts) {
        REFUSED.forEach((name, rule) -> arguments
                .toggle(name)
                .filter(argument -> !argument.text().matches("[*-]+"))
                .ifPresent(argument -> facts.problem(argument.stated().where(), rule, "")));
        facts.check();
    }
}
