package dev.shardwright.planner.cli;

import dev.shardwright.simulator.catalog.Catalog;
import dev.shardwright.simulator.catalog.HardwareCatalog;
import dev.shardwright.simulator.hardware.Accelerator;
import dev.shardwright.simulator.hardware.Cluster;
import dev.shardwright.simulator.hardware.Link;
import dev.shardwright.simulator.hardware.NumberFormat;
import dev.shardwright.simulator.reportfile.ReportFigure;
import dev.shardwright.simulator.reportfile.TextTable;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;

/** What accelerators and clusters there are. */
@Command(
        name = "hardware",
        header = "List the accelerators and clusters, or show the figures of one and their sources.",
        synopsisSubcommandLabel = "COMMAND",
        footer = {"", "Example:", "  shardwright hardware list", "", ExitStatus.EXPLAINED})
final class HardwareCommand {
    private final Console console;

    HardwareCommand(Console console) {
        this.console = console;
    }

    @Command(name = "list", header = "List the clusters and accelerators.")
    int list() {
        HardwareCatalog hardware = Catalog.shipped().hardware();
        console.print(console.heading(clusters(hardware)));
        console.print("\n");
        console.print(console.heading(accelerators(hardware)));
        return ExitStatus.DONE;
    }

    private static List<String> clusters(HardwareCatalog hardware) {
        TextTable table = new TextTable().left("cluster").left("accelerator").right("per node");
        table.right("$/GPU-hour").left("links per GPU and direction");
        for (String name : hardware.clusterNames()) {
            Cluster cluster = hardware.cluster(name, 1);
            table.row(List.of(
                    name,
                    cluster.accelerator().name(),
                    String.valueOf(cluster.node().devices()),
                    cluster.dollarsPerDeviceHour() == 0 ? "" : ReportFigure.cents(cluster.dollarsPerDeviceHour()),
                    cluster.tiers().stream().map(HardwareCommand::link).collect(Collectors.joining(", "))));
        }
        return table.lines();
    }

    private static String link(Link link) {
        return link.perDevice() + (link.domain() == Integer.MAX_VALUE ? " beyond" : " among " + link.domain());
    }

    private static List<String> accelerators(HardwareCatalog hardware) {
        TextTable table =
                new TextTable().left("accelerator").left("architecture").right("usable memory");
        table.right("bandwidth").right("dense bf16").right("dense fp8");
        for (String name : hardware.acceleratorNames()) {
            Accelerator accelerator = hardware.accelerator(name);
            table.row(List.of(
                    name,
                    accelerator.architecture(),
                    accelerator.memory().usable().toString(),
                    accelerator.memory().bandwidth().toString(),
                    peak(accelerator, NumberFormat.BF16),
                    peak(accelerator, NumberFormat.FP8)));
        }
        return table.lines();
    }

    private static String peak(Accelerator accelerator, NumberFormat format) {
        return accelerator.supports(format) ? accelerator.peak(format).toString() : "-";
    }
}
