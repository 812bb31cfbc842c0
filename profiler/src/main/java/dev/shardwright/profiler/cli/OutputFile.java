package dev.shardwright.profiler.cli;

import dev.shardwright.simulator.problem.InvalidInputException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** A file that is written whole or not at all; that it can be is found out before the work for it begins. */
final class OutputFile implements AutoCloseable {

    private final Path file;
    private final Path part;
    private final String option;

    private OutputFile(Path file, Path part, String option) {
        this.file = file;
        this.part = part;
        this.option = option;
    }

    /** What {@code -o} names. */
    static OutputFile prepare(Path path) {
        return prepare(path, "-o");
    }

    /** Makes an empty file beside the one to write. Throws InvalidInputException when that is impossible. */
    static OutputFile prepare(Path path, String option) {
        Path folder = path.toAbsolutePath().getParent();
        if (folder == null || Files.isDirectory(path)) {
            throw new InvalidInputException(option + " = " + path, "is a folder.", "Name a file in it.");
        }
        if (!Files.isDirectory(folder)) {
            throw new InvalidInputException(
                    option + " = " + path, "lies in a folder that does not exist.", "Create " + folder + " first.");
        }
        try {
            Path part = folder.resolve(
                    "." + path.getFileName() + "." + ProcessHandle.current().pid());
            return new OutputFile(path, Files.writeString(part, ""), option);
        } catch (IOException e) {
            throw refused(path, option, e);
        }
    }

    /** Moves the text into place. */
    void write(String text) {
        write(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Moves the bytes into place. */
    void write(byte[] bytes) {
        try {
            Files.write(part, bytes);
            Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw refused(file, option, e);
        }
    }

    private static InvalidInputException refused(Path path, String option, IOException e) {
        return new InvalidInputException(
                option + " = " + path,
                "cannot be written (" + e.getClass().getSimpleName() + ").",
                "Name another place.");
    }

    /** Leaves nothing beside the file. */
    @Override
    public void close() {
        try {
            Files.deleteIfExists(part);
        } catch (IOException e) {
            throw refused(file, option, e);
        }
    }
}
