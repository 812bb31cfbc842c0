package dev.shardwright.planner.output;

import dev.shardwright.simulator.problem.InvalidInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

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
        WholeFile.write(path, this::writeTo);
    }

    private void writeTo(Path file) throws IOException {
        Files.writeString(file, text);
        if (executable && Files.isRegularFile(file) && !file.toFile().setExecutable(true, false)) {
            throw new IOException("cannot be made executable");
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
