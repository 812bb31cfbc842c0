package dev.shardwright.profiler.cli;

import dev.shardwright.simulator.problem.InvalidInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** A text file that is written whole or not at all; that it can be is found out before the work for it begins. */
final class OutputFile implements AutoCloseable {
    private static final String OPTION = "-o = ";

    private final Path file;
    private final Path part;

    private OutputFile(Path file, Path part) {
        this.file = file;
        this.part = part;
    }

    /** Makes an empty file beside the one to write. Throws InvalidInputException when that is impossible. */
    static OutputFile prepare(Path path) {
        Path folder = path.toAbsolutePath().getParent();
        if (folder == null || Files.isDirectory(path)) {
            throw new InvalidInputException(OPTION + path, "is a folder.", "Name a file in it.");
        }
        if (!Files.isDirectory(folder)) {
            throw new InvalidInputException(
                    OPTION + path, "lies in a folder that does not exist.", "Create " + folder + " first.");
        }
        try {
            Path part = folder.resolve(
                    "." + path.getFileName() + "." + ProcessHandle.current().pid());
            return new OutputFile(path, Files.writeString(part, ""));
        } catch (IOException e) {
            throw refused(path, e);
        }
    }

    /** Moves the text into place. */
    void write(String text) {
        try {
            Files.writeString(part, text);
            Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw refused(file, e);
        }
    }

    private static InvalidInputException refused(Path path, IOException e) {
        return new InvalidInputException(
                OPTION + path, "cannot be written (" + e.getClass().getSimpleName() + ").", "Name another place.");
    }

    /** Leaves nothing beside the file. */
    @Override
    public void close() {
        try {
            Files.deleteIfExists(part);
        } catch (IOException e) {
            throw refused(file, e);
        }
    }
}
