package dev.shardwright.planner.cli;

import dev.shardwright.planner.request.JobFrame;
import dev.shardwright.simulator.catalog.Catalog;
import dev.shardwright.simulator.catalog.HardwareCatalog;
import dev.shardwright.simulator.catalog.HardwareSheet;
import dev.shardwright.simulator.hardware.Cluster;
import java.util.ArrayList;
import java.util.List;

/** How well the hardware of a job is known. */
final class Evidence {
    private Evidence() {}

    /** One sentence about the figures of shipped hardware; empty for a user's own. */
    static String of(JobFrame frame, Catalog catalog) {
        HardwareCatalog hardware = catalog.hardware();
        Cluster cluster = frame.cluster();
        List<HardwareSheet> sheets = new ArrayList<>();
        if (hardware.clusterNames().contains(cluster.name())) {
            sheets.add(hardware.clusterSheet(cluster.name()));
        }
        if (hardware.acceleratorNames().contains(cluster.accelerator().name())) {
            sheets.add(hardware.acceleratorSheet(cluster.accelerator().name()));
        }
        return sheets.isEmpty()
                ? ""
                : "Hardware figures: " + HardwareTables.evidence(sheets) + " (shardwright hardware show "
                        + cluster.name() + ").";
    }
}
