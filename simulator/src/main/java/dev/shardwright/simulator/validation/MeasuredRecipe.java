package dev.shardwright.simulator.validation;

import com.fasterxml.jackson.databind.JsonNode;
import dev.shardwright.simulator.stack.Dispatcher;
import dev.shardwright.simulator.stack.LaunchGraph;
import dev.shardwright.simulator.stack.SoftwareStack;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What the recipe of a measured run says of launches and expert traffic; what it leaves open is the stack's. */
final class MeasuredRecipe {
    private static final Map<String, LaunchGraph> SCOPES = Map.of(
            "attn", LaunchGraph.ATTENTION,
            "mlp", LaunchGraph.DENSE,
            "moe", LaunchGraph.EXPERTS,
            "moe_router", LaunchGraph.ROUTER,
            "moe_preprocess", LaunchGraph.ROUTER,
            "full_iteration", LaunchGraph.ITERATION);

    private final Map<String, JsonNode> recipe;

    MeasuredRecipe(Map<String, JsonNode> recipe) {
        this.recipe = recipe;
    }

    SoftwareStack on(SoftwareStack stack) {
        SoftwareStack changed = stack;
        Set<LaunchGraph> graphs = graphs();
        if (!graphs.isEmpty()) {
            changed = changed.withGraphs(graphs);
        }
        if (recipe.containsKey("moe_a2a_overlap")
                && recipe.get("moe_a2a_overlap").asBoolean(false)) {
            changed = changed.inTurns();
        }
        Optional<Dispatcher> dispatcher = dispatcher();
        return dispatcher.isPresent() ? changed.withDispatcher(dispatcher.get()) : changed;
    }

    /** Launches of an old recipe without scopes: the layers as a whole. */
    private Set<LaunchGraph> graphs() {
        Set<LaunchGraph> graphs = EnumSet.noneOf(LaunchGraph.class);
        JsonNode scope = recipe.get("cuda_graph_scope");
        if (scope != null && scope.isTextual()) {
            add(graphs, scope.asText());
        } else if (scope != null) {
            scope.forEach(name -> add(graphs, name.asText()));
        }
        return graphs;
    }

    private static void add(Set<LaunchGraph> graphs, String name) {
        if (SCOPES.containsKey(name)) {
            graphs.add(SCOPES.get(name));
        }
    }

    private Optional<Dispatcher> dispatcher() {
        JsonNode name = recipe.get("moe_dispatcher_backend");
        return switch (name == null ? "" : name.asText("")) {
            case "alltoall", "a2a" -> Optional.of(Dispatcher.ALL_TO_ALL);
            case "deepep" -> Optional.of(Dispatcher.DEEP_EP);
            case "hybridep" -> Optional.of(Dispatcher.HYBRID_EP);
            // A recipe that names no backend keeps Megatron-Core's own dispatcher.
            default -> recipe.containsKey("tag") ? Optional.of(Dispatcher.ALL_TO_ALL) : Optional.empty();
        };
    }
}
