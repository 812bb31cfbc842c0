package dev.shardwright.simulator.timing;

import com.fasterxml.jackson.databind.JsonNode;
import dev.shardwright.simulator.catalog.StrictJson;
import dev.shardwright.simulator.hardware.NumberFormat;
import dev.shardwright.simulator.problem.InvalidInputException;
import dev.shardwright.simulator.unit.BytesPerSecond;
import dev.shardwright.simulator.unit.FlopsPerSecond;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/** The rates that the curves of {@code shardwright profile run} are shares of. */
public record RunRoof(Map<NumberFormat, FlopsPerSecond> compute, BytesPerSecond memory) {
    public RunRoof {
        compute = Map.copyOf(compute);
    }

    /** Empty for a file without one. Throws InvalidInputException with file and key. */
    public static Optional<RunRoof> read(Path file) {
        JsonNode roof = StrictJson.readTree(file).path("roof");
        if (!roof.isObject()) {
            return Optional.empty();
        }
        try {
            Map<NumberFormat, FlopsPerSecond> compute = new EnumMap<>(NumberFormat.class);
            roof.path("compute")
                    .properties()
                    .forEach(rate -> compute.put(
                            SampleFields.constant(NumberFormat.class, rate.getKey(), "compute"),
                            FlopsPerSecond.parse(rate.getValue().asText(""))));
            return Optional.of(new RunRoof(
                    compute, BytesPerSecond.parse(roof.path("memory").asText(""))));
        } catch (IllegalArgumentException e) {
            throw new InvalidInputException(file + ", roof", e.getMessage() + ".", "");
        }
    }
}
