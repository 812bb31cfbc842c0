package dev.shardwright.simulator.validation;

import dev.shardwright.simulator.catalog.FileFailure;
import dev.shardwright.simulator.problem.InvalidInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The shipped files of measured runs. */
public final class MeasuredRunFiles {
    private static final String FOLDER = "measured";
    private static final String ENDING = ".jsonl";

    private MeasuredRunFiles() {}

    /** Those of a folder of profiles, sorted by name. Throws InvalidInputException when it cannot be read. */
    public static List<Path> in(Path profiles) {
        Path folder = profiles.resolve(FOLDER);
        try (Stream<Path> list = Files.list(folder)) {
            return list.filter(file -> file.toString().endsWith(ENDING))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new InvalidInputException(
                    folder.toString(),
                    "holds the measured runs and cannot be read: " + FileFailure.reason(e) + ".",
                    "Check the installation.");
        }
    }
}
