package dev.shardwright.planner.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.shardwright.simulator.catalog.AcceleratorListing;
import dev.shardwright.simulator.catalog.ClusterListing;
import dev.shardwright.simulator.catalog.HardwareCatalog;
import dev.shardwright.simulator.catalog.HardwareSheet;
import dev.shardwright.simulator.catalog.SourcedFigure;
import dev.shardwright.simulator.hardware.Accelerator;
import dev.shardwright.simulator.hardware.NumberFormat;
import dev.shardwright.simulator.reportfile.ReportFigure;
import dev.shardwright.simulator.reportfile.TextTable;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Clusters, accelerators and their figures as tables and as JSON. */
final class HardwareTables {
    private static final int NARROWEST_SOURCE = 30;

    private HardwareTables() {}

    static List<String> clusters(HardwareCatalog hardware) {
        TextTable table = new TextTable().left("cluster").left("accelerator").right("per node");
        table.right("$/GPU-hour").left("what it is");
        for (ClusterListing cluster : hardware.clusterListings()) {
            table.row(List.of(
                    cluster.name(),
                    cluster.accelerator(),
                    String.valueOf(cluster.devicesPerNode()),
                    cluster.dollarsPerDeviceHour() == 0 ? "-" : ReportFigure.cents(cluster.dollarsPerDeviceHour()),
                    cluster.label()));
        }
        return table.lines();
    }

    static List<String> accelerators(HardwareCatalog hardware) {
        TextTable table =
                new TextTable().left("accelerator").right("usable memory").right("bandwidth");
        table.right("dense bf16").right("dense fp16").right("dense fp8").left("what it is");
        for (AcceleratorListing listing : hardware.acceleratorListings()) {
            Accelerator accelerator = listing.accelerator();
            table.row(List.of(
                    listing.name(),
                    ReportFigure.gibibytes(accelerator.memory().usable().inGibibytes()),
                    accelerator.memory().bandwidth().toString(),
                    peak(accelerator, NumberFormat.BF16),
                    peak(accelerator, NumberFormat.FP16),
                    peak(accelerator, NumberFormat.FP8),
                    listing.label()));
        }
        return table.lines();
    }

    private static String peak(Accelerator accelerator, NumberFormat format) {
        return accelerator.supports(format) ? accelerator.peak(format).toString() : "-";
    }

    /** All figures; a source that is longer than the rest of the line goes on in the next one. */
    static List<String> figures(HardwareSheet sheet, int columns) {
        int taken = table(sheet, figure -> List.of("")).lines().stream()
                .mapToInt(String::length)
                .max()
                .orElse(0);
        int rest = Math.max(NARROWEST_SOURCE, columns - taken - 2);
        return table(sheet, figure -> Styles.wrap(figure.source(), rest, "", ""))
                .lines();
    }

    private static TextTable table(HardwareSheet sheet, Function<SourcedFigure, List<String>> source) {
        TextTable table =
                new TextTable().left("figure").right("value").left("evidence").left("source");
        for (SourcedFigure figure : sheet.figures()) {
            List<String> lines = source.apply(figure);
            table.row(List.of(figure.name(), figure.value(), figure.evidence(), lines.get(0)));
            lines.stream().skip(1).forEach(line -> table.row(List.of("", "", "", line)));
        }
        return table;
    }

    /** How well the figures behind a cluster are known: "21 datasheet, 9 measured elsewhere, 3 interpolated". */
    static String evidence(List<HardwareSheet> sheets) {
        Map<String, Integer> counts = new LinkedHashMap<>();
        sheets.forEach(sheet -> sheet.figures().forEach(figure -> counts.merge(figure.evidence(), 1, Integer::sum)));
        return counts.entrySet().stream()
                .map(entry -> entry.getValue() + " " + entry.getKey())
                .collect(Collectors.joining(", "));
    }

    static ObjectNode json(HardwareCatalog hardware) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        ArrayNode clusters = node.putArray("clusters");
        for (ClusterListing cluster : hardware.clusterListings()) {
            clusters.addObject()
                    .put("name", cluster.name())
                    .put("label", cluster.label())
                    .put("accelerator", cluster.accelerator())
                    .put("devices_per_node", cluster.devicesPerNode())
                    .put("dollars_per_device_hour", cluster.dollarsPerDeviceHour());
        }
        ArrayNode accelerators = node.putArray("accelerators");
        for (AcceleratorListing accelerator : hardware.acceleratorListings()) {
            accelerators
                    .addObject()
                    .put("name", accelerator.name())
                    .put("label", accelerator.label())
                    .put("server", accelerator.server());
        }
        return node;
    }

    static ObjectNode json(HardwareSheet sheet) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("name", sheet.name()).put("label", sheet.label());
        ArrayNode aliases = node.putArray("aliases");
        sheet.aliases().forEach(aliases::add);
        ArrayNode figures = node.putArray("figures");
        for (SourcedFigure figure : sheet.figures()) {
            figures.addObject()
                    .put("name", figure.name())
                    .put("value", figure.value())
                    .put("evidence", figure.evidence())
                    .put("source", figure.source());
        }
        return node;
    }
}
