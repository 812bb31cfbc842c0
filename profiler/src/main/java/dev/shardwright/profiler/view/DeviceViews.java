package dev.shardwright.profiler.view;

import dev.shardwright.profiler.curvefile.SampleFile;
import dev.shardwright.profiler.fit.Roof;
import dev.shardwright.profiler.profilefile.Profile;
import dev.shardwright.simulator.catalog.Catalog;
import dev.shardwright.simulator.catalog.HardwareCatalog;
import dev.shardwright.simulator.catalog.KernelProfile;
import dev.shardwright.simulator.catalog.StrictJson;
import dev.shardwright.simulator.hardware.Accelerator;
import dev.shardwright.simulator.hardware.DeviceMemory;
import dev.shardwright.simulator.hardware.Efficiency;
import dev.shardwright.simulator.problem.InvalidInputException;
import dev.shardwright.simulator.unit.Bytes;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Finds what is to be shown: a kernel profile, or the one of a shipped accelerator. */
public final class DeviceViews {
    private final HardwareCatalog hardware;

    public DeviceViews(Catalog catalog) {
        this.hardware = catalog.hardware();
    }

    /** The file that a text means: its path, or the profile that an accelerator of that name uses. */
    public Path file(String fileOrDevice) {
        Path path = Path.of(fileOrDevice);
        if (Files.isRegularFile(path)) {
            return path;
        }
        if (fileOrDevice.endsWith(".json") || fileOrDevice.indexOf('/') >= 0) {
            throw new InvalidInputException(
                    fileOrDevice, "cannot be read: there is no such file.", "Check the path, or name an accelerator.");
        }
        String kernels = hardware.tree(hardware.accelerator(fileOrDevice).name())
                .path("kernels")
                .asText("");
        Path shipped = Catalog.profiles().resolve("kernels").resolve(kernels + ".json");
        if (kernels.isEmpty() || !Files.isRegularFile(shipped)) {
            throw new InvalidInputException(
                    fileOrDevice,
                    "has no measured kernels: the simulator uses its built-in model.",
                    "Name a profile file, or import measurements (`shardwright profile import --help`).");
        }
        return shipped;
    }

    /** Whether a file holds curves over shapes, and not a measurement of this machine alone. */
    public static boolean isKernelProfile(Path file) {
        return StrictJson.readTree(file).path("schema").asInt() >= 2;
    }

    /**
     * A measurement of this machine; its roof is the datasheet's where the device is shipped, else the best that it reached.
     *
     * @throws InvalidInputException when neither is known
     */
    public DeviceView measured(Path file, Profile profile) {
        String name = profile.device().name();
        Accelerator device = hardware.findAccelerator(name)
                .or(() -> profile.fit().roof().map(roof -> reached(name, roof)))
                .orElseThrow(() -> new InvalidInputException(
                        file + ", fit.roof",
                        "is absent: without a copy of memory and a product there is nothing to compare times with.",
                        "Measure with `--grid small`."));
        return new DeviceView(
                name,
                List.of("measured on " + profile.conditions().date()),
                device,
                Optional.empty(),
                List.of(),
                MeasuredSamples.of(profile.run().samples()));
    }

    private static Accelerator reached(String name, Roof roof) {
        return new Accelerator(
                name,
                "",
                roof.compute(),
                new DeviceMemory(Bytes.ZERO, roof.memory()),
                1,
                new Efficiency(1, 1, 1, 1, 1, 1));
    }

    /** Reads a kernel profile. Throws InvalidInputException. */
    public DeviceView read(Path file) {
        KernelProfile profile = KernelProfile.read(file);
        Accelerator device = hardware.findAccelerator(profile.device())
                .orElseThrow(() -> new InvalidInputException(
                        file + ", device = " + profile.device(),
                        "is no accelerator that is shipped: its datasheet's rates are not known.",
                        "Add it to profiles/accelerators."));
        List<String> conditions = new ArrayList<>();
        conditions.add("load: " + profile.load().name().toLowerCase(Locale.ROOT));
        if (!profile.source().isEmpty()) {
            conditions.add("source: " + profile.source());
        }
        return new DeviceView(
                device.name(), conditions, device, profile.link(), profile.curves(), SampleFile.read(file));
    }
}
