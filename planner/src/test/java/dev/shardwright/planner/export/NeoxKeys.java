package dev.shardwright.planner.export;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;

/** Every field of GPT-NeoX's arguments, ea7aefd8; it refuses others. */
final class NeoxKeys {
    static final Set<String> ALL = read();

    private NeoxKeys() {}

    private static Set<String> read() {
        try {
            return Set.copyOf(
                    Files.readAllLines(Path.of("src/test/resources/dev/shardwright/planner/export/neox-keys.txt")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
