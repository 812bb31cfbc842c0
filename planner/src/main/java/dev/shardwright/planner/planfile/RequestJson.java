package dev.shardwright.planner.planfile;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.shardwright.planner.request.Dialect;
import dev.shardwright.planner.request.Freedom;
import dev.shardwright.planner.request.Knob;
import dev.shardwright.planner.request.MethodChoice;
import dev.shardwright.planner.request.PlanningRequest;
import java.util.List;

/** What was asked beside the job: who must be able to run the layouts, and what was pinned, in the words of options. */
final class RequestJson {
    static final String FOR = "for";

    private RequestJson() {}

    static ObjectNode write(PlanningRequest request) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        ArrayNode gpus = node.putArray("gpus");
        request.deviceCounts().forEach(gpus::add);
        Freedom freedom = request.freedom();
        if (freedom.dialect() != Dialect.ANY) {
            node.put(FOR, freedom.dialect().label());
        }
        ObjectNode pinned = node.putObject("pinned");
        for (Knob knob : Knob.values()) {
            if (freedom.pinned(knob)) {
                pinned.put(knob.label(), freedom.range(knob).toString());
            }
        }
        for (MethodChoice choice : MethodChoice.values()) {
            List<String> values = choice.values(freedom.methods());
            if (!values.isEmpty()) {
                pinned.put(choice.label(), String.join(",", values));
            }
        }
        return node;
    }
}
