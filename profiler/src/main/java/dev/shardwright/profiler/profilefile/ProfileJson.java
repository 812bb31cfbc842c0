package dev.shardwright.profiler.profilefile;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import dev.shardwright.simulator.unit.BytesPerSecond;
import dev.shardwright.simulator.unit.FlopsPerSecond;
import dev.shardwright.simulator.unit.Seconds;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/** The keys of a profile file, in its order; docs/profile-file.md explains them. */
record ProfileJson(
        int schema,
        DeviceJson device,
        String load,
        String source,
        ConditionsJson conditions,
        @Nullable RoofJson roof,
        JsonNode curves,
        List<SampleJson> samples,
        List<MissingJson> missing) {
    static final int SCHEMA = 2;

    record DeviceJson(
            String name,
            String kind,
            String driver,
            List<String> formats,
            int threads,
            SortedMap<String, String> versions) {}

    record ConditionsJson(
            String date,
            String purpose,
            String ending,
            int repeats,
            Seconds budget,
            Seconds batch,
            double loadBefore,
            double loadAfter,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            String caches,

            @JsonInclude(JsonInclude.Include.NON_NULL) GpuJson.@Nullable Pair gpu) {}

    record KernelJson(String operator, Map<String, Long> shape, String format, String pass) {}

    record SampleJson(
            KernelJson kernel,
            int steps,
            Seconds median,
            Seconds lowerQuartile,
            Seconds upperQuartile,
            int count,
            List<Seconds> times) {}

    record MissingJson(KernelJson kernel, String reason) {}

    record RoofJson(SortedMap<String, FlopsPerSecond> compute, BytesPerSecond memory, String origin) {}
}
