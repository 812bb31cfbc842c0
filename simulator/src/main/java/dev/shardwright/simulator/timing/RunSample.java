package dev.shardwright.simulator.timing;

import com.fasterxml.jackson.databind.JsonNode;
import dev.shardwright.simulator.hardware.NumberFormat;
import dev.shardwright.simulator.unit.Seconds;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A kernel that {@code shardwright profile run} measured, with the times of one step in each batch. */
public record RunSample(RunKernel kernel, List<Seconds> times) {
    private static final String FORWARD = "forward";

    public RunSample {
        times = List.copyOf(times);
        if (times.isEmpty()) {
            throw new IllegalArgumentException("times must hold at least one time");
        }
    }

    static boolean isOne(JsonNode node) {
        return node.path("kernel").isObject();
    }

    /** Throws IllegalArgumentException with the key that cannot be used. */
    static RunSample read(JsonNode node) {
        JsonNode kernel = node.path("kernel");
        Map<String, Long> shape = new LinkedHashMap<>();
        kernel.path("shape")
                .fieldNames()
                .forEachRemaining(name -> shape.put(name, SampleFields.whole(kernel.path("shape"), name)));
        List<Seconds> times = new ArrayList<>();
        node.path("times").forEach(time -> times.add(Seconds.parse(time.asText(""))));
        return new RunSample(
                new RunKernel(
                        kernel.path("operator").asText(""),
                        shape,
                        SampleFields.constant(NumberFormat.class, kernel, "format"),
                        kernel.path("pass").asText("").equals(FORWARD)
                                ? RunKernel.Pass.FORWARD
                                : RunKernel.Pass.FORWARD_AND_BACKWARD),
                times);
    }

    /** Of an even number of times the mean of the middle two. */
    Seconds median() {
        double[] sorted = times.stream().mapToDouble(Seconds::value).sorted().toArray();
        int middle = sorted.length / 2;
        return new Seconds(sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2);
    }
}
