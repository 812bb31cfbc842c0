package dev.shardwright.simulator.step;

import dev.shardwright.simulator.layout.Recompute.Part;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;

/** Seconds of the forward pass of each part of a layer that may be recomputed alone. */
record PartSeconds(Map<Part, Double> seconds) {
    static final PartSeconds NONE = new PartSeconds(Map.of());

    double of(Set<Part> parts) {
        double sum = 0;
        for (Part part : parts) {
            boolean within = part == Part.ACTIVATION && parts.contains(Part.BLOCK);
            sum += within ? 0 : seconds.getOrDefault(part, 0.0);
        }
        return sum;
    }

    PartSeconds plus(PartSeconds other) {
        Map<Part, Double> sums = new EnumMap<>(Part.class);
        sums.putAll(seconds);
        other.seconds.forEach((part, value) -> sums.merge(part, value, Double::sum));
        return new PartSeconds(sums);
    }
}
