package dev.shardwright.planner.export;

import dev.shardwright.planner.output.OutputFile;
import dev.shardwright.simulator.catalog.FileFailure;
import dev.shardwright.simulator.problem.InvalidInputException;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The files of an export on their way to the disk: all or none, and nothing of the user's is replaced unasked. */
public record ExportedFiles(List<OutputFile> files) {
    public ExportedFiles {
        files = List.copyOf(files);
    }

    /** All of them in one folder. */
    public static ExportedFiles in(Path folder, List<ExportedFile> exported) {
        return new ExportedFiles(exported.stream()
                .map(file -> at(folder.resolve(file.name()), file))
                .toList());
    }

    public static OutputFile at(Path path, ExportedFile file) {
        return new OutputFile(path, file.text(), file.mode() == ExportedFile.Mode.EXECUTABLE);
    }

    /** Those in whose place something else stands. */
    public List<Path> replaced() {
        return files.stream()
                .filter(OutputFile::replacesOther)
                .map(OutputFile::path)
                .toList();
    }

    /** Throws InvalidInputException with all files in whose place something else stands. */
    public void refuseToReplace() {
        List<String> others = replaced().stream().map(Path::toString).toList();
        if (!others.isEmpty()) {
            throw new InvalidInputException(
                    String.join(", ", others),
                    others.size() == 1 ? "holds something else already." : "hold something else already.",
                    "Add --force to replace " + (others.size() == 1 ? "it." : "them."));
        }
    }

    /** Throws InvalidInputException at the first file that cannot be written; what stood in its place stays. */
    public void write() {
        files.forEach(OutputFile::write);
    }

    /** Throws InvalidInputException when it cannot be made. */
    public static void createFolder(Path folder) {
        try {
            Files.createDirectories(folder);
        } catch (FileAlreadyExistsException e) {
            throw new InvalidInputException(e.getFile(), "is a file, not a folder.", "Name another folder.");
        } catch (IOException e) {
            throw new InvalidInputException(
                    folder.toString(),
                    "cannot be made a folder: " + FileFailure.reason(e) + ".",
                    "Name another folder.");
        }
    }

    /** "a and b". */
    public String names() {
        return String.join(
                " and ", files.stream().map(file -> file.path().toString()).toList());
    }
}
