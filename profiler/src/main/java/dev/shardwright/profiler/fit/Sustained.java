package dev.shardwright.profiler.fit;

import dev.shardwright.profiler.bench.Sample;
import dev.shardwright.profiler.kernel.Family;
import dev.shardwright.profiler.kernel.MemoryCopy;
import dev.shardwright.simulator.hardware.NumberFormat;
import dev.shardwright.simulator.unit.BytesPerSecond;
import dev.shardwright.simulator.unit.FlopsPerSecond;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The best that a device reached: FLOP/s of the fastest matrix product of each format, and bytes per second of the
 * largest copy (else of the largest streaming kernel, since small ones stay in caches). Either may be missing.
 */
public record Sustained(Map<NumberFormat, FlopsPerSecond> compute, Optional<BytesPerSecond> memory) {
    public Sustained {
        compute = Map.copyOf(compute);
    }

    public static Sustained of(List<Sample> samples) {
        Map<NumberFormat, FlopsPerSecond> compute = new EnumMap<>(NumberFormat.class);
        samples.stream()
                .filter(sample -> sample.kernel().family() == Family.PRODUCT)
                .forEach(sample -> compute.merge(sample.kernel().format(), sample.flopsPerSecond(), Sustained::larger));
        Optional<BytesPerSecond> memory = samples.stream()
                .filter(sample -> sample.kernel().family() == Family.STREAMING)
                .max(Comparator.comparing((Sample sample) -> sample.kernel().operation() instanceof MemoryCopy)
                        .thenComparing(sample -> sample.kernel().bytes()))
                .map(Sample::bytesPerSecond);
        return new Sustained(compute, memory);
    }

    private static FlopsPerSecond larger(FlopsPerSecond one, FlopsPerSecond other) {
        return one.compareTo(other) >= 0 ? one : other;
    }
}
