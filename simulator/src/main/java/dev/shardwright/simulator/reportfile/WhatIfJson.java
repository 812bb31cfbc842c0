package dev.shardwright.simulator.reportfile;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.shardwright.simulator.whatif.Consequences;
import dev.shardwright.simulator.whatif.Effect;

/** The machine format of what disturbances make of a step; keys are stable. Times are in seconds. */
public final class WhatIfJson {
    private WhatIfJson() {}

    public static ObjectNode of(Consequences consequences) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        put(node, "undisturbed_s", consequences.undisturbed().value());
        put(node, "step_s", consequences.step().value());
        for (Effect effect : consequences.effects()) {
            ObjectNode entry = node.withArray("effects").addObject();
            entry.put("cause", effect.cause());
            put(entry, "step_s", effect.step().value());
            put(entry, "step_low_s", effect.low().value());
            put(entry, "step_high_s", effect.high().value());
            put(entry, "factor", consequences.factor(effect));
            entry.put("remark", effect.remark());
        }
        return node;
    }

    private static void put(ObjectNode node, String key, double value) {
        node.put(key, ReportJson.rounded(value));
    }
}
