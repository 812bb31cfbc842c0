package dev.shardwright.simulator.timing;

import com.fasterxml.jackson.databind.JsonNode;
import dev.shardwright.simulator.catalog.StrictJson;
import dev.shardwright.simulator.problem.InvalidInputException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Reads the times behind the curves of a kernel profile, as {@code profile run} and {@code profile import} write them. */
public final class KernelSamples {
    private KernelSamples() {}

    /** Throws InvalidInputException with file and key. Profiles that hold curves alone have no samples. */
    public static List<TimedKernel> read(Path file) {
        JsonNode root = StrictJson.readTree(file);
        JsonNode samples = root.path("samples");
        List<TimedKernel> kernels = new ArrayList<>();
        List<RunSample> run = new ArrayList<>();
        for (int i = 0; i < samples.size(); i++) {
            JsonNode sample = samples.get(i);
            try {
                if (RunSample.isOne(sample)) {
                    run.add(RunSample.read(sample));
                } else {
                    kernels.add(ImportedSample.read(sample));
                }
            } catch (IllegalArgumentException e) {
                throw new InvalidInputException(file + ", samples[" + i + "]", e.getMessage() + ".", "");
            }
        }
        String version = root.path("device").path("versions").path("pytorch").asText("");
        try {
            kernels.addAll(RunTimings.of(run, "PyTorch " + version));
        } catch (IllegalArgumentException e) {
            throw new InvalidInputException(file + ", samples", e.getMessage() + ".", "");
        }
        return kernels;
    }
}
