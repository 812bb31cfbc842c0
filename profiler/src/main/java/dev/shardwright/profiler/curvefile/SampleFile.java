package dev.shardwright.profiler.curvefile;

import com.fasterxml.jackson.databind.JsonNode;
import dev.shardwright.profiler.timing.TimedKernel;
import dev.shardwright.simulator.catalog.StrictJson;
import dev.shardwright.simulator.problem.InvalidInputException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Reads the times behind the curves of a kernel profile. */
public final class SampleFile {
    private SampleFile() {}

    /** Throws InvalidInputException with file and key. Profiles that hold curves alone have no samples. */
    public static List<TimedKernel> read(Path file) {
        JsonNode samples = StrictJson.readTree(file).path("samples");
        List<TimedKernel> kernels = new ArrayList<>();
        for (int i = 0; i < samples.size(); i++) {
            try {
                kernels.add(SampleJson.read(samples.get(i)));
            } catch (IllegalArgumentException e) {
                throw new InvalidInputException(file + ", samples[" + i + "]", e.getMessage() + ".", "");
            }
        }
        return kernels;
    }
}
