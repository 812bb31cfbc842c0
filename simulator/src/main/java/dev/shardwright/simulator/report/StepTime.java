package dev.shardwright.simulator.report;

import dev.shardwright.simulator.step.StepFigures;
import dev.shardwright.simulator.step.StepFigures.Part;
import dev.shardwright.simulator.unit.Seconds;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/**
 * Duration of one optimizer step, split so that the parts add up to the total. Communication counts only what compute
 * does not hide.
 */
public record StepTime(Map<Part, Seconds> parts) {
    public StepTime {
        parts = Collections.unmodifiableMap(new EnumMap<>(parts));
    }

    static StepTime of(StepFigures figures) {
        Map<Part, Seconds> parts = new EnumMap<>(Part.class);
        for (Part part : Part.values()) {
            parts.put(part, new Seconds(figures.seconds(part)));
        }
        return new StepTime(parts);
    }

    public Seconds total() {
        return parts.values().stream().reduce(Seconds.ZERO, Seconds::plus);
    }

    public Seconds part(Part part) {
        return parts.getOrDefault(part, Seconds.ZERO);
    }
}
