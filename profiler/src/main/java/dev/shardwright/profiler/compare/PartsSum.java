package dev.shardwright.profiler.compare;

import dev.shardwright.profiler.bench.Sample;
import dev.shardwright.profiler.kernel.Kernel;
import dev.shardwright.simulator.unit.Seconds;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A whole layer's measured time beside the sum of its parts' measured times. */
public record PartsSum(Kernel whole, Seconds measured, Seconds parts) {
    /** One for each layer all of whose parts were measured as well, in the order of the samples. */
    public static List<PartsSum> of(List<Sample> samples) {
        Map<Kernel, Seconds> medians = new LinkedHashMap<>();
        samples.forEach(sample -> medians.put(sample.kernel(), sample.spread().median()));
        List<PartsSum> sums = new ArrayList<>();
        medians.forEach((kernel, median) -> {
            List<Kernel> parts = kernel.parts();
            if (!parts.isEmpty() && medians.keySet().containsAll(parts)) {
                double sum = parts.stream()
                        .mapToDouble(
                                part -> medians.getOrDefault(part, Seconds.ZERO).value())
                        .sum();
                sums.add(new PartsSum(kernel, median, new Seconds(sum)));
            }
        });
        return sums;
    }

    /** The parts' sum over the whole, less one. */
    public double difference() {
        return parts.value() / measured.value() - 1;
    }
}
