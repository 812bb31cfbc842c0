package dev.shardwright.planner.output;

import dev.shardwright.simulator.catalog.FileFailure;
import dev.shardwright.simulator.problem.InvalidInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** A text file that is written whole or not at all. */
public record OutputFile(Path path, String text, boolean executable) {
    /** Throws InvalidInputException when the folder of a file is not there. */
    public static void requireFolder(Path path) {
        Path folder = path.toAbsolutePath().getParent();
        if (folder == null || !Files.isDirectory(folder)) {
            throw new InvalidInputException(
                    path.toString(), "lies in a folder that does not exist.", "Create " + folder + " first.");
        }
    }

    /** Writes beside the file and moves the text into place. Throws InvalidInputException when that is impossible. */
    public void write() {
        requireFolder(path);
        try {
            if (Files.exists(path) && !Files.isRegularFile(path)) {
                Files.writeString(path, text);
            } else {
                replace(Files.exists(path) ? path.toRealPath() : path);
            }
        } catch (IOException e) {
            throw new InvalidInputException(
                    path.toString(), "cannot be written: " + FileFailure.reason(e) + ".", "Name another place.");
        }
    }

    private void replace(Path file) throws IOException {
        Path part = file.resolveSibling(
                "." + file.getFileName() + "." + ProcessHandle.current().pid());
        try {
            Files.writeString(part, text);
            if (executable && !part.toFile().setExecutable(true, false)) {
                throw new IOException("cannot be made executable");
            }
            Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(part);
        }
    }

    /** Whether writing would lose something: another text stands there. */
    public boolean replacesOther() {
        try {
            return Files.isRegularFile(path) && !Files.readString(path).equals(text);
        } catch (IOException e) {
            return true;
        }
    }
}
