package dev.shardwright.simulator.catalog;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;

/** A path as a user typed it. */
final class UserPath {
    private UserPath() {}

    /** Empty when no file system could hold such a path. */
    static Optional<Path> of(String text) {
        try {
            return Optional.of(Path.of(text));
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }
}
