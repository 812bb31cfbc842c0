package dev.shardwright.simulator.catalog;

import dev.shardwright.simulator.problem.InvalidInputException;
import java.nio.file.Path;
import java.util.List;
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

    /** The files of all shipped profiles, sorted by name. */
    List<Path> files() {
        return shipped.names().stream()
                .map(shipped::find)
                .flatMap(Optional::stream)
                .toList();
    }

    /** A shipped profile, or one beside the file that names it. Throws InvalidInputException when there is neither. */
    KernelProfile profile(String name, Path namedBy) {
        return read.computeIfAbsent(file(name, namedBy), KernelProfile::read);
    }

    /** Its file. */
    Path file(String name, Path namedBy) {
        return shipped.find(name)
                .or(() -> UserPath.beside(namedBy, name))
                .orElseThrow(() -> new InvalidInputException(
                        namedBy + ", kernels = " + name,
                        "is neither a shipped kernel profile nor a file beside this one.",
                        NameIndex.suggest(name, shipped.names())));
    }
}
