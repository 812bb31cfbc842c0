package dev.shardwright.planner.output;

import dev.shardwright.simulator.catalog.FileFailure;
import dev.shardwright.simulator.problem.InvalidInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Writes a file whole or not at all: beside its place, then moved there. */
public final class WholeFile {
    /** What writes the content of a file. */
    @FunctionalInterface
    public interface Content {
        void writeTo(Path file) throws IOException;
    }

    private WholeFile() {}

    /** Throws InvalidInputException when the folder of a file is not there, or a folder has its name. */
    public static void requirePlace(Path path) {
        OutputFile.requireFolder(path);
        if (Files.isDirectory(path)) {
            throw new InvalidInputException(path.toString(), "is a folder.", "Name a file in it.");
        }
    }

    /** Throws InvalidInputException when it cannot be written. Something that is no regular file is written in place. */
    public static void write(Path path, Content content) {
        requirePlace(path);
        try {
            if (Files.exists(path) && !Files.isRegularFile(path)) {
                content.writeTo(path);
            } else {
                replace(Files.exists(path) ? path.toRealPath() : path, content);
            }
        } catch (IOException e) {
            throw new InvalidInputException(
                    path.toString(), "cannot be written: " + FileFailure.reason(e) + ".", "Name another place.");
        }
    }

    private static void replace(Path file, Content content) throws IOException {
        Path part = file.resolveSibling(
                "." + file.getFileName() + "." + ProcessHandle.current().pid());
        // Ctrl-C ends the process without coming back here.
        part.toFile().deleteOnExit();
        try {
            content.writeTo(part);
            Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(part);
        }
    }
}
