package dev.shardwright.simulator.catalog;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Where the shipped profiles and, beside the repository, the shared inputs lie. */
final class Shipped {
    static final Path PROFILES = Catalog.profiles();

    private Shipped() {}

    /** A folder of the inputs that are shared between projects; not everyone has them. */
    static Optional<Path> shared(String folder) {
        Path repository = PROFILES.toAbsolutePath().normalize().getParent();
        for (Path above = repository.getParent(); above != null; above = above.getParent()) {
            Path shared = above.resolve("shared").resolve(folder);
            if (Files.isDirectory(shared)) {
                return Optional.of(shared);
            }
        }
        return Optional.empty();
    }
}
