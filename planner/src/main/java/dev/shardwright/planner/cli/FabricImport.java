package dev.shardwright.planner.cli;

import dev.shardwright.planner.form.OptionReader;
import dev.shardwright.planner.planfile.JsonText;
import dev.shardwright.simulator.calibration.fabric.CollectiveNames;
import dev.shardwright.simulator.calibration.fabric.CollectiveSample;
import dev.shardwright.simulator.calibration.fabric.FabricError;
import dev.shardwright.simulator.calibration.fabric.FabricFile;
import dev.shardwright.simulator.calibration.fabric.FabricFit;
import dev.shardwright.simulator.calibration.fabric.NcclTests;
import dev.shardwright.simulator.catalog.Catalog;
import dev.shardwright.simulator.catalog.HardwareCatalog;
import dev.shardwright.simulator.hardware.Cluster;
import dev.shardwright.simulator.hardware.Collective;
import dev.shardwright.simulator.hardware.Link;
import dev.shardwright.simulator.problem.InvalidInputException;
import dev.shardwright.simulator.reportfile.TextTable;
import dev.shardwright.simulator.runlog.LogText;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Output of nccl-tests as a cluster file; the figures and the error of the fit go to the console. */
record FabricImport(Console console, LogOptions options) {
    /** Throws InvalidInputException with what is wrong with the files or the base. */
    String text(List<Path> files, String collective, Path output) {
        options.allowOnly("--cluster", "links");
        String base = options.cluster();
        if (base.isEmpty()) {
            throw new InvalidInputException(
                    "--cluster", "is missing: its rates and shape are the base of the fit.", "For example dgx-h100.");
        }
        OptionReader reader = new OptionReader();
        Optional<Collective> stated =
                reader.read("--collective", collective, Optional.empty(), t -> Optional.of(CollectiveNames.parse(t)));
        reader.check();
        List<CollectiveSample> samples = new ArrayList<>();
        Set<String> devices = new TreeSet<>();
        for (Path file : files) {
            NcclTests.Found found = NcclTests.read(LogText.read(file), stated);
            samples.addAll(found.samples());
            devices.addAll(found.devices());
            found.remarks().forEach(remark -> console.say(file + ": " + remark));
        }
        if (samples.isEmpty()) {
            throw new InvalidInputException(
                    files.get(0).toString(),
                    "holds no collective that the simulator models.",
                    "Give it the output of all_reduce_perf, all_gather_perf, reduce_scatter_perf, alltoall_perf or"
                            + " sendrecv_perf.");
        }
        HardwareCatalog hardware = Catalog.shipped().hardware();
        int ranks = samples.stream().mapToInt(s -> s.ranks().count()).max().orElse(1);
        Cluster cluster = hardware.cluster(base, ranks);
        check(cluster, samples, devices, hardware);
        FabricFit fit = FabricFit.of(cluster, samples);
        report(fit);
        return JsonText.of(new FabricFile(fit, source(files)).tree(name(output, cluster), base, hardware));
    }

    private void check(Cluster cluster, List<CollectiveSample> samples, Set<String> devices, HardwareCatalog hardware) {
        int most = samples.stream().mapToInt(s -> s.ranks().perHost()).max().orElse(1);
        if (most > cluster.node().devices()) {
            throw new InvalidInputException(
                    "--cluster = " + cluster.name(),
                    "has " + cluster.node().devices() + " devices in a node, but " + most + " ranks ran on one host.",
                    "Name another cluster, or a file of your own that extends it.");
        }
        for (String device : devices) {
            boolean same = hardware.findAccelerator(device)
                    .map(found -> found.name().equals(cluster.accelerator().name()))
                    .orElse(true);
            if (!same) {
                console.say("the tests ran on " + device + ", but " + cluster.name() + " has "
                        + cluster.accelerator().name() + ".");
            }
        }
    }

    private void report(FabricFit fit) {
        TextTable figures = new TextTable()
                .left("tier")
                .right("efficiency")
                .right("latency")
                .right("half size")
                .left("");
        for (int i = 0; i < fit.base().tiers().size(); i++) {
            figures.row(tier(fit, i));
        }
        figures.lines().forEach(console::say);
        console.say("");
        TextTable errors = new TextTable()
                .left("test")
                .right("sizes")
                .right("error of the base")
                .right("of the fit, from 1 MiB")
                .right("below");
        for (FabricError error : FabricError.of(fit)) {
            errors.row(List.of(
                    error.test(),
                    Integer.toString(error.sizes()),
                    percent(error.before()),
                    percent(error.large()),
                    percent(error.small())));
        }
        errors.lines().forEach(console::say);
    }

    private static List<String> tier(FabricFit fit, int index) {
        Link before = fit.base().tiers().get(index);
        Link after = fit.fitted().tiers().get(index);
        String name = index + 1 + " " + before.kind().name().toLowerCase(Locale.ROOT);
        if (!fit.measured(index)) {
            String efficiency = percent(before.efficiency());
            return List.of(name, efficiency, before.latency().toString(), megabytes(before), "not tested");
        }
        List<String> unsure = fit.hardlyTested(index);
        return List.of(
                name,
                percent(before.efficiency()) + " -> " + percent(after.efficiency()),
                before.latency() + " -> " + after.latency(),
                megabytes(before) + " -> " + megabytes(after),
                unsure.isEmpty() ? "" : "hardly tested: " + String.join(", ", unsure));
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.1f %%", 100 * share);
    }

    private static String percent(OptionalDouble share) {
        return share.isPresent() ? percent(share.getAsDouble()) : "-";
    }

    private static String megabytes(Link link) {
        return String.format(Locale.ROOT, "%.3g MB", link.halfSize().value() / 1e6);
    }

    private static String source(List<Path> files) {
        return "nccl-tests, imported on " + LocalDate.now(ZoneOffset.UTC) + ": "
                + files.stream().map(Path::getFileName).map(Path::toString).collect(Collectors.joining(", "));
    }

    private static String name(Path output, Cluster base) {
        return output == null
                ? base.name() + "-measured"
                : output.getFileName().toString().replaceFirst("\\.json$", "");
    }
}
