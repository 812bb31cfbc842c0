package dev.shardwright.simulator.catalog;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.shardwright.simulator.hardware.Accelerator;
import dev.shardwright.simulator.hardware.Cluster;
import dev.shardwright.simulator.problem.InvalidInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Accelerators and clusters of profiles/, by name or alias, or a user's own files of the same form. A user's file may
 * state bare values instead of figures with sources, and may extend a shipped one.
 */
public final class HardwareCatalog {
    private static final String COLLECTIVES = "collectives";
    private static final String TIERS = "tiers";
    private final ProfileFolder accelerators;
    private final ProfileFolder clusters;
    private final KernelFolder kernels;

    /** Where measured runs are predicted, whatever machines they name. */
    private final Optional<String> imposed;

    public HardwareCatalog(Path profiles) {
        this(
                new ProfileFolder(profiles.resolve("accelerators")),
                new ProfileFolder(profiles.resolve("clusters")),
                new KernelFolder(new ProfileFolder(profiles.resolve("kernels"))),
                Optional.empty());
    }

    private HardwareCatalog(
            ProfileFolder accelerators, ProfileFolder clusters, KernelFolder kernels, Optional<String> imposed) {
        this.accelerators = accelerators;
        this.clusters = clusters;
        this.kernels = kernels;
        this.imposed = imposed;
    }

    /** The same hardware, with one cluster for every measured run. Throws InvalidInputException if it is unknown. */
    public HardwareCatalog imposing(String cluster) {
        cluster(cluster, 1);
        return new HardwareCatalog(accelerators, clusters, kernels, Optional.of(cluster));
    }

    /** The cluster on which every measured run is predicted, if there is one. */
    public Optional<Cluster> imposed(int devices) {
        return imposed.map(name -> cluster(name, devices));
    }

    /** Names of the shipped accelerators, sorted. */
    public List<String> acceleratorNames() {
        return accelerators.names();
    }

    /** Names of the shipped clusters, sorted. */
    public List<String> clusterNames() {
        return clusters.names();
    }

    /** Whether a shipped cluster, or the usual cluster of a shipped accelerator, has that name or alias. */
    public boolean ships(String cluster) {
        return clusters.find(cluster).isPresent() || accelerators.find(cluster).isPresent();
    }

    /** Every shipped accelerator in one line. */
    public List<AcceleratorListing> acceleratorListings() {
        return acceleratorNames().stream()
                .map(this::acceleratorFile)
                .map(file -> new AcceleratorListing(
                        file.sheet().label(), file.server().orElse(""), file.accelerator()))
                .toList();
    }

    /** Every shipped cluster in one line. */
    public List<ClusterListing> clusterListings() {
        return clusterNames().stream()
                .map(name -> clusterFile(clusterPath(name)).listing())
                .toList();
    }

    /** All figures of an accelerator with source and evidence. */
    public HardwareSheet acceleratorSheet(String nameOrPath) {
        return acceleratorFile(nameOrPath).sheet();
    }

    /** All figures of a cluster with source and evidence. */
    public HardwareSheet clusterSheet(String nameOrPath) {
        return clusterFile(clusterPath(nameOrPath)).sheet();
    }

    /** Throws InvalidInputException with the nearest names when there is no such accelerator. */
    public Accelerator accelerator(String nameOrPath) {
        return measured(acceleratorPath(nameOrPath));
    }

    /** The shipped accelerator that a measured run or a driver calls by this name. */
    public Optional<Accelerator> findAccelerator(String name) {
        return accelerators.find(name).map(this::measured);
    }

    /** The files of all shipped kernel profiles, sorted by name. */
    public List<Path> kernelProfiles() {
        return kernels.files();
    }

    /** The kernel profile whose curves an accelerator uses; empty where it has none. */
    public Optional<Path> kernelProfile(String accelerator) {
        Path path = acceleratorPath(accelerator);
        return readAccelerator(path).kernels().map(name -> kernels.file(name, path));
    }

    /** The cluster in which an accelerator usually stands, with that accelerator in it. */
    public Cluster usualCluster(String accelerator, int devices) {
        Path path = acceleratorPath(accelerator);
        AcceleratorFile file = readAccelerator(path);
        String server = file.server()
                .orElseThrow(() -> new InvalidInputException(
                        "accelerator = " + accelerator, "names no server.", "Name a cluster."));
        return clusterFile(clusterPath(server)).cluster(measured(file, path), checked(devices), server);
    }

    /** A shipped cluster or a user's own file, or the usual cluster of an accelerator, with so many devices. */
    public Cluster cluster(String nameOrPath, int devices) {
        boolean shipped = clusters.find(nameOrPath).isPresent();
        if (!shipped && !isFile(nameOrPath) && accelerators.find(nameOrPath).isPresent()) {
            return usualCluster(nameOrPath, devices);
        }
        Path path = clusterPath(nameOrPath);
        ClusterFile file = clusterFile(path);
        return file.cluster(deviceOf(file, path), checked(devices), path.toString());
    }

    /** The whole file of a cluster, as {@link #cluster} finds it, with what it extends. */
    public ObjectNode clusterTree(String nameOrPath) {
        boolean usual = clusters.find(nameOrPath).isEmpty() && !isFile(nameOrPath);
        String name = usual
                ? accelerators
                        .find(nameOrPath)
                        .flatMap(file -> readAccelerator(file).server())
                        .orElse(nameOrPath)
                : nameOrPath;
        return Extension.whole(clusterPath(name), clusters);
    }

    /** The shipped cluster of that name or alias. */
    public Optional<Cluster> findCluster(String name, int devices) {
        return clusters.find(name).map(file -> cluster(name, devices));
    }

    /** The tree of a cluster file, with what it takes over from the one that it extends. */
    public ObjectNode tree(String nameOrPath) {
        return Extension.whole(clusterPath(nameOrPath), clusters);
    }

    private static int checked(int devices) {
        if (devices < 1) {
            throw new InvalidInputException("gpus = " + devices, "must be at least 1.", "");
        }
        return devices;
    }

    private Accelerator deviceOf(ClusterFile file, Path path) {
        String name = file.accelerator();
        if (accelerators.find(name).isPresent()) {
            return accelerator(name);
        }
        Optional<Path> own = UserPath.beside(path, name);
        if (own.isPresent()) {
            return measured(own.get());
        }
        throw new InvalidInputException(
                path + ", accelerator = " + name,
                "is neither a known accelerator nor a file beside this one.",
                NameIndex.suggest(name, accelerators.names()));
    }

    private Path clusterPath(String nameOrPath) {
        return clusters.find(nameOrPath)
                .or(() -> file(nameOrPath))
                .orElseThrow(() -> new InvalidInputException(
                        "cluster = " + nameOrPath,
                        "is neither a known cluster nor a file.",
                        NameIndex.suggest(nameOrPath, clusters.names())));
    }

    private static boolean isFile(String nameOrPath) {
        return file(nameOrPath).isPresent();
    }

    private static Optional<Path> file(String nameOrPath) {
        return UserPath.of(nameOrPath).filter(path -> nameOrPath.endsWith(".json") || Files.isRegularFile(path));
    }

    /** Whoever states tiers of their own wants them to count, not the curves of other people's devices. */
    private ClusterFile clusterFile(Path path) {
        ObjectNode whole = Extension.whole(path, clusters);
        if (!clusters.holds(path)
                && !whole.has(COLLECTIVES)
                && StrictJson.readTree(path).has(TIERS)) {
            whole.put(COLLECTIVES, "links");
        }
        return ClusterFile.read(JsonFields.of(whole, path.toString()));
    }

    private AcceleratorFile acceleratorFile(String nameOrPath) {
        return readAccelerator(acceleratorPath(nameOrPath));
    }

    private Path acceleratorPath(String nameOrPath) {
        return accelerators
                .find(nameOrPath)
                .or(() -> file(nameOrPath))
                .orElseThrow(() -> new InvalidInputException(
                        "accelerator = " + nameOrPath,
                        "is neither a known accelerator nor a file.",
                        NameIndex.suggest(nameOrPath, accelerators.names())));
    }

    private AcceleratorFile readAccelerator(Path path) {
        return AcceleratorFile.read(JsonFields.of(Extension.whole(path, accelerators), path.toString()));
    }

    private Accelerator measured(Path path) {
        return measured(readAccelerator(path), path);
    }

    /** The accelerator of a file with the kernel speeds that it names. */
    private Accelerator measured(AcceleratorFile file, Path path) {
        return file.kernels()
                .map(name -> kernels.profile(name, path).curves(file.sustainedOverTimed()))
                .map(file.accelerator()::withCurves)
                .orElse(file.accelerator());
    }
}
