package dev.shardwright.simulator.catalog;

import dev.shardwright.simulator.hardware.Accelerator;
import dev.shardwright.simulator.hardware.Cluster;
import dev.shardwright.simulator.problem.InvalidInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Accelerators and clusters of profiles/, by name or alias; a cluster may also be a user's own file. */
public final class HardwareCatalog {
    private final ProfileFolder accelerators;
    private final ProfileFolder clusters;

    public HardwareCatalog(Path profiles) {
        accelerators = new ProfileFolder(profiles.resolve("accelerators"));
        clusters = new ProfileFolder(profiles.resolve("clusters"));
    }

    public List<String> acceleratorNames() {
        return accelerators.names();
    }

    public List<String> clusterNames() {
        return clusters.names();
    }

    /** Throws InvalidInputException with the nearest names when there is no such accelerator. */
    public Accelerator accelerator(String name) {
        return acceleratorFile(name).accelerator();
    }

    /** The accelerator that a measured run or a driver calls by this name. */
    public Optional<Accelerator> findAccelerator(String name) {
        return accelerators
                .find(name)
                .map(file -> StrictJson.bind(StrictJson.readTree(file), AcceleratorFile.class, file)
                        .accelerator());
    }

    /** The cluster in which an accelerator usually stands. */
    public Cluster usualCluster(String accelerator, int devices) {
        return cluster(acceleratorFile(accelerator).server(), devices);
    }

    /** A shipped cluster by name or alias, or a user's own file, with so many devices. */
    public Cluster cluster(String nameOrPath, int devices) {
        ClusterFile file = clusterFile(nameOrPath);
        return file.cluster(accelerator(file.accelerator()), devices);
    }

    /** The shipped cluster of that name or alias. */
    public Optional<Cluster> findCluster(String name, int devices) {
        return clusters.find(name).map(file -> cluster(name, devices));
    }

    private ClusterFile clusterFile(String nameOrPath) {
        Path path = clusters.find(nameOrPath).orElse(null);
        if (path == null && (nameOrPath.endsWith(".json") || Files.isRegularFile(Path.of(nameOrPath)))) {
            path = Path.of(nameOrPath);
        }
        if (path == null) {
            throw new InvalidInputException(
                    "cluster = " + nameOrPath,
                    "is neither a known cluster nor a file.",
                    NameIndex.suggest(nameOrPath, clusters.names()));
        }
        return StrictJson.bind(StrictJson.readTree(path), ClusterFile.class, path);
    }

    private AcceleratorFile acceleratorFile(String name) {
        Path path = accelerators
                .find(name)
                .orElseThrow(() -> new InvalidInputException(
                        "accelerator = " + name,
                        "is not a known accelerator.",
                        NameIndex.suggest(name, accelerators.names())));
        return StrictJson.bind(StrictJson.readTree(path), AcceleratorFile.class, path);
    }
}
