package dev.shardwright.simulator.step;

import dev.shardwright.simulator.layout.Recompute.Part;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;

/**
 * A figure of each part of a layer that may be recomputed alone: seconds of its forward pass, or bytes that it keeps for its
 * backward pass.
 */
record PartSums(Map<Part, Double> each) {
    static final PartSums NONE = new PartSums(Map.of());

    double of(Set<Part> parts) {
        double sum = 0;
        for (Part part : parts) {
            sum += part.within(parts) ? 0 : each.getOrDefault(part, 0.0);
        }
        return sum;
    }

    PartSums plus(PartSums other) {
        Map<Part, Double> sums = new EnumMap<>(Part.class);
        sums.putAll(each);
        other.each.forEach((part, value) -> sums.merge(part, value, Double::sum));
        return new PartSums(sums);
    }
}
