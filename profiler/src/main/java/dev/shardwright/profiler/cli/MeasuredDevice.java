package dev.shardwright.profiler.cli;

import dev.shardwright.profiler.imports.Imported;
import dev.shardwright.simulator.catalog.HardwareCatalog;
import dev.shardwright.simulator.hardware.Accelerator;
import dev.shardwright.simulator.problem.InvalidInputException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Finds the accelerator that imported files were measured on. */
record MeasuredDevice(HardwareCatalog hardware) {
    /** The stated one, else the one that the files name. Throws InvalidInputException when they name another. */
    Optional<Accelerator> of(@Nullable String stated, Map<Path, Imported> read) {
        Optional<Accelerator> named = Optional.ofNullable(stated).map(hardware::accelerator);
        List<Accelerator> found = names(read).stream()
                .flatMap(name -> hardware.findAccelerator(name).stream())
                .toList();
        Optional<Accelerator> device = named.or(() -> found.stream().findFirst());
        device.ifPresent(first -> found.stream()
                .filter(other -> !other.name().equals(first.name()))
                .findFirst()
                .ifPresent(other -> {
                    throw new InvalidInputException(
                            "--device = " + first.name(),
                            "is not what all files were measured on: " + other.name() + " too.",
                            "Import the files of each device on their own.");
                }));
        return device;
    }

    private static List<String> names(Map<Path, Imported> read) {
        return read.values().stream()
                .flatMap(imported -> imported.devices().stream())
                .distinct()
                .toList();
    }

    /** What to say when a device is needed and none is known. */
    static InvalidInputException unnamed(Map<Path, Imported> read) {
        String named = names(read).stream().collect(Collectors.joining(", "));
        return new InvalidInputException(
                "--device",
                named.isEmpty()
                        ? "is needed: the files do not say which accelerator was measured."
                        : "is needed: " + named + " is no accelerator that is shipped.",
                "`shardwright hardware list` shows them; a file of your own will do too.");
    }
}
