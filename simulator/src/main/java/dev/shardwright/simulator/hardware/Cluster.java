package dev.shardwright.simulator.hardware;

import java.util.List;

/**
 * {@code devices} equal accelerators, {@code devicesPerNode} in a node, joined by tiers from the innermost outwards.
 * The last tier reaches every device. {@code dollarsPerDeviceHour} may be 0 when unknown.
 */
public record Cluster(
        String name,
        Accelerator accelerator,
        int devices,
        NodeShape node,
        List<Link> tiers,
        double dollarsPerDeviceHour) {
    /** Devices of a node and its host. */
    public record NodeShape(int devices, Host host) {
        public NodeShape {
            if (devices < 1) {
                throw new IllegalArgumentException("a node needs at least one device");
            }
        }
    }

    public Cluster {
        if (devices < 1 || tiers.isEmpty()) {
            throw new IllegalArgumentException(name + ": needs at least one device and one link tier");
        }
        tiers = List.copyOf(tiers);
    }

    public Cluster withDevices(int count) {
        return new Cluster(name, accelerator, count, node, tiers, dollarsPerDeviceHour);
    }

    /** The same machines with other devices in them. */
    public Cluster with(Accelerator other) {
        return new Cluster(name, other, devices, node, tiers, dollarsPerDeviceHour);
    }

    /** The same machines joined by other links. */
    public Cluster withTiers(List<Link> others) {
        return new Cluster(name, accelerator, devices, node, others, dollarsPerDeviceHour);
    }

    /** The same machines whose links' own figures count, not collectives that were measured on devices of the kind. */
    public Cluster byItsOwnLinks() {
        return with(accelerator.withCurves(accelerator.curves().withoutCollectives()));
    }

    public int nodes() {
        return (devices + node.devices() - 1) / node.devices();
    }

    /** Innermost tier that joins all devices of a span of consecutive ranks. */
    public Link tierFor(int span) {
        for (Link tier : tiers) {
            if (tier.domain() >= span) {
                return tier;
            }
        }
        return tiers.get(tiers.size() - 1);
    }
}
