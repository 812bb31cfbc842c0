package dev.shardwright.gui.profiles;

import dev.shardwright.simulator.catalog.Catalog;
import dev.shardwright.simulator.catalog.KernelCurve;
import dev.shardwright.simulator.catalog.KernelProfile;
import dev.shardwright.simulator.hardware.Accelerator;
import dev.shardwright.simulator.timing.KernelSamples;
import dev.shardwright.simulator.timing.RunRoof;
import dev.shardwright.simulator.timing.TimedKernel;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A measured device.
 *
 * @param name how it is told from others: its own, and the file's where that is not among the profiles
 * @param datasheet the shipped accelerator of that name, whose datasheet is the roof
 * @param measuredRoof what the file's own run found, where no datasheet is known
 * @param samples the times behind the curves, where the file holds them
 */
record DeviceCurves(
        String name,
        Path file,
        KernelProfile profile,
        Optional<Accelerator> datasheet,
        Optional<RunRoof> measuredRoof,
        List<TimedKernel> samples) {
    DeviceCurves {
        samples = List.copyOf(samples);
    }

    /** Throws InvalidInputException for a file that is no kernel profile. */
    static DeviceCurves read(Path file, Catalog catalog) {
        KernelProfile profile = KernelProfile.read(file);
        boolean shipped = catalog.hardware().kernelProfiles().contains(file);
        String name = shipped ? profile.device() : profile.device() + " (" + file.getFileName() + ")";
        return new DeviceCurves(
                name,
                file,
                profile,
                catalog.hardware().findAccelerator(profile.device()),
                RunRoof.read(file),
                KernelSamples.read(file));
    }

    /** What can be chosen, in the order of the file. */
    List<String> operators() {
        LinkedHashSet<String> names = new LinkedHashSet<>();
        profile.curves().forEach(curve -> names.add(operator(curve)));
        return List.copyOf(names);
    }

    /** The kernels of an operator; the simulator takes the first. */
    List<String> kernels(String operator) {
        return profile.curves().stream()
                .filter(curve -> operator(curve).equals(operator))
                .map(DeviceCurves::kernel)
                .distinct()
                .toList();
    }

    /** The curve of a kernel, or else the one that the simulator takes for the operator. */
    Optional<KernelCurve> curve(String operator, String kernel) {
        List<KernelCurve> curves = profile.curves().stream()
                .filter(curve -> operator(curve).equals(operator))
                .toList();
        return curves.stream()
                .filter(curve -> kernel(curve).equals(kernel))
                .findFirst()
                .or(() -> curves.stream().findFirst());
    }

    /** "fa3, sglang 0.5.14", as far as it is known. */
    static String kernel(KernelCurve curve) {
        return Stream.of(curve.kernel().name(), curve.kernel().library())
                .filter(name -> !name.isEmpty())
                .collect(Collectors.joining(", "));
    }

    /** What a curve is of: "products bf16", "attention forward bf16, width 128", "all reduce", "norm". */
    static String operator(KernelCurve curve) {
        if (curve instanceof KernelCurve.Gemm gemm) {
            return "products " + word(gemm.format());
        } else if (curve instanceof KernelCurve.Attention attention) {
            return "attention " + word(attention.pass()) + " " + word(attention.format()) + ", width "
                    + attention.curve().width();
        } else if (curve instanceof KernelCurve.Exchange exchange) {
            return word(exchange.collective());
        }
        return "streaming " + ((KernelCurve.Streaming) curve).kind();
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    /** How the device was measured, in words. */
    String conditions() {
        String load = profile.load() == KernelProfile.Load.BURST
                ? "burst: cool, one kernel after another"
                : "sustained: clocks and power had settled";
        String link = profile.link()
                .map(rate -> String.format(Locale.ROOT, "; links %.0f GB/s in one direction", rate.value() / 1e9))
                .orElse("");
        String source = profile.source().isEmpty() ? "source not stated" : profile.source();
        return name + ": " + source + "; " + load + link;
    }
}
