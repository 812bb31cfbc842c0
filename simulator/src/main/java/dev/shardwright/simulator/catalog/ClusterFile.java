package dev.shardwright.simulator.catalog;

import dev.shardwright.simulator.hardware.Accelerator;
import dev.shardwright.simulator.hardware.Cluster;
import dev.shardwright.simulator.hardware.Host;
import dev.shardwright.simulator.hardware.Link;
import dev.shardwright.simulator.problem.InvalidInputException;
import dev.shardwright.simulator.unit.Bytes;
import dev.shardwright.simulator.unit.BytesPerSecond;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One file of profiles/clusters, read: a node, its host, the link tiers from the innermost outwards, and its figures.
 * {@code accelerator} is the name (or, in a user's file, the path) of the devices in it.
 */
record ClusterFile(
        HardwareSheet sheet,
        String accelerator,
        Cluster.NodeShape node,
        List<Link> tiers,
        Collectives collectives,
        double dollarsPerDeviceHour) {
    /** What tells the time of a collective inside the innermost tier. */
    enum Collectives {
        /** The accelerator's measured curves, where it has some for such a link. */
        CURVES,
        /** The figures of the tier, because they were measured on this very cluster. */
        LINKS
    }

    private static final Map<String, Collectives> COLLECTIVES =
            Map.of("curves", Collectives.CURVES, "links", Collectives.LINKS);

    private static final int MOST_DEVICES_PER_NODE = 1 << 16;

    /** A user's file need not say what a device costs. */
    private static final double UNKNOWN_PRICE = 0;

    static ClusterFile read(JsonFields file) {
        FigureReader reader = new FigureReader();
        Optional<String> name = file.need(JsonKind.text(), "name");
        Optional<String> label = file.get(JsonKind.text(), "label").or(() -> name);
        List<String> aliases = file.get(JsonKind.texts(), "aliases").orElse(List.of());
        Optional<String> accelerator = file.need(JsonKind.text(), "accelerator");
        Optional<Integer> devices = file.need(JsonKind.wholeNumber(1, MOST_DEVICES_PER_NODE), "devices_per_node");
        Optional<Host> host = file.needObject("host").flatMap(h -> host(h, reader));
        List<Link> tiers = TierReader.read(file, reader, devices.orElse(1));
        Optional<Collectives> collectives = file.get(JsonKind.oneOf(COLLECTIVES), "collectives");
        Optional<Double> dollars = reader.get(file, JsonKind.number(0), "dollars_per_device_hour");
        file.throwProblems();
        return new ClusterFile(
                new HardwareSheet(name.orElseThrow(), label.orElseThrow(), aliases, reader.figures()),
                accelerator.orElseThrow(),
                new Cluster.NodeShape(devices.orElseThrow(), host.orElseThrow()),
                tiers,
                collectives.orElse(Collectives.CURVES),
                dollars.orElse(UNKNOWN_PRICE));
    }

    private static Optional<Host> host(JsonFields fields, FigureReader reader) {
        Optional<Bytes> memory = reader.need(fields, JsonKind.parsed(Bytes::parse), "memory");
        Optional<BytesPerSecond> bandwidth =
                reader.need(fields, JsonKind.parsed(BytesPerSecond::parse), "memory_bandwidth");
        Optional<BytesPerSecond> link = reader.need(fields, JsonKind.parsed(BytesPerSecond::parse), "device_link");
        if (memory.isEmpty() || bandwidth.isEmpty() || link.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Host(memory.get(), bandwidth.get(), link.get()));
    }

    /** The cluster with so many devices of the given kind; {@code where} names it in messages. */
    Cluster cluster(Accelerator device, int devices, String where) {
        int reach = tiers.get(tiers.size() - 1).domain();
        if (devices > reach) {
            throw new InvalidInputException(
                    where + ", tiers",
                    "reach " + reach + " devices, but " + devices + " are asked for.",
                    "Add a tier of kind NETWORK, or ask for at most " + reach + " GPUs.");
        }
        Cluster cluster = new Cluster(sheet.name(), device, devices, node, tiers, dollarsPerDeviceHour);
        return collectives == Collectives.LINKS ? cluster.byItsOwnLinks() : cluster;
    }

    ClusterListing listing() {
        return new ClusterListing(sheet.name(), sheet.label(), accelerator, node.devices(), dollarsPerDeviceHour);
    }
}
