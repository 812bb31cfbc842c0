package dev.shardwright.simulator.report;

import dev.shardwright.simulator.unit.Seconds;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/** Duration of one optimizer step, split so that the parts add up to the total. */
public record StepTime(Map<TimeCategory, Seconds> parts) {
    public StepTime {
        parts = Collections.unmodifiableMap(new EnumMap<>(parts));
    }

    public Seconds total() {
        return parts.values().stream().reduce(Seconds.ZERO, Seconds::plus);
    }

    public Seconds part(TimeCategory category) {
        return parts.getOrDefault(category, Seconds.ZERO);
    }
}
