package dev.shardwright.planner.cli;

import dev.shardwright.planner.export.ExportedFile;
import dev.shardwright.planner.output.OutputFile;
import dev.shardwright.simulator.catalog.FileFailure;
import dev.shardwright.simulator.problem.InvalidInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The files of an export on their way to the disk: all or none, and nothing of the user's is replaced unasked. */
record ExportedFiles(List<OutputFile> files) {
    static OutputFile at(Path path, ExportedFile file) {
        return new OutputFile(path, file.text(), file.mode() == ExportedFile.Mode.EXECUTABLE);
    }

    void refuseToReplace() {
        List<String> others = files.stream()
                .filter(OutputFile::replacesOther)
                .map(file -> file.path().toString())
                .toList();
        if (!others.isEmpty()) {
            throw new InvalidInputException(
                    String.join(", ", others),
                    others.size() == 1 ? "holds something else already." : "hold something else already.",
                    "Add --force to replace " + (others.size() == 1 ? "it." : "them."));
        }
    }

    void write() {
        files.forEach(OutputFile::write);
    }

    /** Throws InvalidInputException when it cannot be made. */
    static void createFolder(Path folder) {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new InvalidInputException(
                    folder.toString(),
                    "cannot be made a folder: " + FileFailure.reason(e) + ".",
                    "Name another folder.");
        }
    }

    /** "a and b". */
    String names() {
        return String.join(
                " and ", files.stream().map(file -> file.path().toString()).toList());
    }
}
