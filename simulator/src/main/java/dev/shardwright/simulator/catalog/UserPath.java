package dev.shardwright.simulator.catalog;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;

/** A path as a user typed it. */
public final class UserPath {
    private UserPath() {}

    /** Empty when no file system could hold such a path. */
    public static Optional<Path> of(String text) {
        try {
            return Optional.of(Path.of(text));
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }

    /** The existing file or folder that a file calls so, relative to itself. */
    public static Optional<Path> beside(Path file, String text) {
        return text.isBlank()
                ? Optional.empty()
                : of(text).map(path ->
                                file.toAbsolutePath().resolveSibling(path).normalize())
                        .filter(Files::exists);
    }
}
