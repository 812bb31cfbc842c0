package dev.shardwright.simulator.catalog;

import dev.shardwright.simulator.problem.InvalidInputException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The kernel profiles of profiles/kernels, and those that a user's accelerator file names; each is read once. */
final class KernelFolder {
    private final ProfileFolder shipped;
    private final Map<Path, KernelProfile> read = new ConcurrentHashMap<>();

    KernelFolder(ProfileFolder shipped) {
        this.shipped = shipped;
    }

    /** A shipped profile, or one beside the file that names it. Throws InvalidInputException when there is neither. */
    KernelProfile profile(String name, Path namedBy) {
        Optional<Path> file = shipped.find(name).or(() -> UserPath.beside(namedBy, name));
        return read.computeIfAbsent(
                file.orElseThrow(() -> new InvalidInputException(
                        namedBy + ", kernels = " + name,
                        "is neither a shipped kernel profile nor a file beside this one.",
                        NameIndex.suggest(name, shipped.names()))),
                KernelProfile::read);
    }
}
