package dev.shardwright.planner.planfile;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.shardwright.simulator.job.Routing;

/** How tokens spread over experts; absent where every expert receives the same number. */
final class RoutingJson {
    private RoutingJson() {}

    static void write(ObjectNode frame, Routing routing) {
        if (routing.equals(Routing.BALANCED)) {
            return;
        }
        ObjectNode node = frame.putObject("routing");
        node.put("imbalance", routing.imbalance());
        if (routing.dropsTokens()) {
            node.put("capacity_factor", routing.capacity());
        }
    }

    static Routing read(Fields frame) {
        if (!frame.has("routing")) {
            return Routing.BALANCED;
        }
        Fields f = frame.object("routing");
        double capacity = f.has("capacity_factor") ? f.number("capacity_factor") : Double.POSITIVE_INFINITY;
        return f.checked("imbalance", () -> new Routing(f.number("imbalance"), capacity));
    }
}
