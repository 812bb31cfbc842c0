package dev.shardwright.simulator.calibration;

import dev.shardwright.simulator.catalog.StrictJson;
import java.nio.file.Path;
import java.util.List;

/** profiles/calibration.json: every constant that calibration may move, and the noise of a run. */
public record DialSheet(String description, Noise noise, List<Dial> dials, List<Dial> clusterDials) {
    private static final String FILE = "calibration.json";

    /** Standard deviation of ln(predicted / measured) that no constant need explain, and where that comes from. */
    public record Noise(double spread, String source) {}

    public DialSheet {
        dials = List.copyOf(dials);
        clusterDials = List.copyOf(clusterDials);
    }

    /** The sheet of a folder of profiles. Throws InvalidInputException. */
    public static DialSheet read(Path profiles) {
        Path file = profiles.resolve(FILE);
        return StrictJson.bind(StrictJson.readTree(file), DialSheet.class, file);
    }
}
