package dev.shardwright.profiler.view;

import dev.shardwright.profiler.fit.Roof;
import dev.shardwright.profiler.machine.MeasuredMachine;
import dev.shardwright.profiler.profilefile.Profile;
import dev.shardwright.profiler.profilefile.ProfileFile;
import dev.shardwright.simulator.catalog.Catalog;
import dev.shardwright.simulator.catalog.HardwareCatalog;
import dev.shardwright.simulator.catalog.KernelProfile;
import dev.shardwright.simulator.catalog.StrictJson;
import dev.shardwright.simulator.hardware.Accelerator;
import dev.shardwright.simulator.problem.InvalidInputException;
import dev.shardwright.simulator.timing.KernelSamples;
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
        return hardware.kernelProfile(fileOrDevice)
                .orElseThrow(() -> new InvalidInputException(
                        fileOrDevice,
                        "has no measured kernels: the simulator uses its built-in model.",
                        "Name a profile file, or import measurements (`shardwright profile import --help`)."));
    }

    /** Whether a file is a measurement of this profiler, with its conditions, and not made of what others measured. */
    public static boolean isMeasurement(Path file) {
        return StrictJson.readTree(file).has("conditions");
    }

    /** A measurement of this profiler. Throws InvalidInputException where too little was measured to compare times with. */
    public DeviceView measured(Path file, Profile profile) {
        MeasuredMachine machine = new MeasuredMachine(
                profile.device(), hardware.findAccelerator(profile.device().name()));
        Roof roof = profile.roof()
                .orElseThrow(() -> new InvalidInputException(
                        file + ", roof",
                        "is absent: without a copy of memory and a product there is nothing to compare times with.",
                        "Measure with `--grid small`."));
        return new DeviceView(
                profile.device().name(),
                List.of("measured on " + profile.conditions().date()),
                machine.accelerator(roof, Bytes.ZERO),
                Optional.empty(),
                profile.curves(),
                machine.timings(profile.run().samples()));
    }

    /** Reads a file of either kind. Throws InvalidInputException. */
    public DeviceView view(Path file) {
        return isMeasurement(file) ? measured(file, ProfileFile.read(file)) : read(file);
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
                device.name(), conditions, device, profile.link(), profile.curves(), KernelSamples.read(file));
    }
}
