package dev.shardwright.planner.cli;

import dev.shardwright.planner.planfile.JsonText;
import dev.shardwright.simulator.catalog.Catalog;
import dev.shardwright.simulator.catalog.HardwareCatalog;
import dev.shardwright.simulator.catalog.HardwareSheet;
import dev.shardwright.simulator.problem.InvalidInputException;
import dev.shardwright.simulator.problem.Problem;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** What accelerators and clusters there are, and where their figures come from. */
@Command(
        name = "hardware",
        header = "List the clusters and accelerators, or show the figures of one and their sources.",
        synopsisSubcommandLabel = "COMMAND",
        footer = {
            "",
            "Examples:",
            "  shardwright hardware list",
            "  shardwright hardware show dgx-h100",
            "  shardwright hardware show h100-sxm-80gb --format json",
            "",
            ExitStatus.EXPLAINED
        })
final class HardwareCommand {
    private final Console console;

    HardwareCommand(Console console) {
        this.console = console;
    }

    @Command(name = "list", header = "List the clusters and accelerators.")
    int list(@Mixin FormatOption format) {
        HardwareCatalog hardware = Catalog.shipped().hardware();
        if (format.json()) {
            console.print(JsonText.of(HardwareTables.json(hardware)));
        } else {
            console.print(console.heading(HardwareTables.clusters(hardware)));
            console.print(System.lineSeparator());
            console.print(console.heading(HardwareTables.accelerators(hardware)));
        }
        return ExitStatus.DONE;
    }

    @Command(name = "show", header = "Show every figure of a cluster or accelerator, with its source and evidence.")
    int show(
            @Parameters(paramLabel = "NAME|FILE", description = "A cluster, an accelerator or a file of one.")
                    String name,
            @Mixin FormatOption format) {
        HardwareSheet sheet = sheet(Catalog.shipped().hardware(), name);
        if (format.json()) {
            console.print(JsonText.of(HardwareTables.json(sheet)));
        } else {
            console.print(List.of(sheet.name() + " (" + sheet.label() + ")"));
            console.print(System.lineSeparator());
            console.print(console.heading(
                    HardwareTables.figures(sheet, console.terminal().columns())));
        }
        return ExitStatus.DONE;
    }

    /** An accelerator or a cluster; a name that is neither gets the suggestions of both. */
    private static HardwareSheet sheet(HardwareCatalog hardware, String name) {
        if (hardware.findAccelerator(name).isPresent()) {
            return hardware.acceleratorSheet(name);
        }
        try {
            return hardware.clusterSheet(name);
        } catch (InvalidInputException e) {
            Problem problem = e.problems().get(0);
            throw problem.where().startsWith("cluster = ") ? unknown(hardware, name, problem) : e;
        }
    }

    private static InvalidInputException unknown(HardwareCatalog hardware, String name, Problem cluster) {
        try {
            hardware.acceleratorSheet(name);
            return new InvalidInputException(List.of(cluster));
        } catch (InvalidInputException e) {
            String others = e.problems().get(0).suggestion().replace("Maybe use", "Or");
            return new InvalidInputException(
                    "hardware = " + name,
                    "is no known cluster or accelerator, and no file.",
                    (cluster.suggestion() + " " + others).strip());
        }
    }
}
