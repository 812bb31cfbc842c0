package dev.shardwright.simulator.catalog;

import dev.shardwright.simulator.hardware.Accelerator;
import dev.shardwright.simulator.hardware.Cluster;
import dev.shardwright.simulator.hardware.Host;
import dev.shardwright.simulator.hardware.Link;
import dev.shardwright.simulator.unit.Bytes;
import dev.shardwright.simulator.unit.BytesPerSecond;
import dev.shardwright.simulator.unit.Seconds;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The mirror of one file of profiles/clusters: a node, its host, and the link tiers from the innermost outwards. */
record ClusterFile(
        String name,
        String label,
        List<String> aliases,
        String accelerator,
        int devicesPerNode,
        HostFigures host,
        List<Tier> tiers,
        Figure<Double> dollarsPerDeviceHour) {
    /** One node's host. */
    record HostFigures(
            Figure<Bytes> memory, Figure<BytesPerSecond> memoryBandwidth, Figure<BytesPerSecond> deviceLink) {
        Host host() {
            return new Host(memory.value(), memoryBandwidth.value(), deviceLink.value());
        }
    }

    /**
     * One tier. Inside a node {@code perDevice} is one device's rate in one direction; a network tier states {@code nic}
     * (one direction), {@code nicsPerNode} and {@code oversubscription} (1 = full bisection) instead.
     */
    record Tier(
            Link.Kind kind,
            @Nullable Integer domain,
            @Nullable Figure<BytesPerSecond> perDevice,
            @Nullable Figure<BytesPerSecond> nic,
            @Nullable Figure<Integer> nicsPerNode,
            @Nullable Figure<Double> oversubscription,
            Figure<Double> efficiency,
            Figure<Seconds> latency,
            Figure<Bytes> halfSize) {
        Link link(int devicesPerNode) {
            return new Link(
                    kind,
                    domain == null ? Integer.MAX_VALUE : domain,
                    rate(devicesPerNode),
                    efficiency.value(),
                    latency.value(),
                    halfSize.value());
        }

        private BytesPerSecond rate(int devicesPerNode) {
            if (perDevice != null) {
                return perDevice.value();
            }
            if (nic == null || nicsPerNode == null) {
                throw new IllegalArgumentException("a tier needs per_device, or nic and nics_per_node");
            }
            double contention = oversubscription == null ? 1 : oversubscription.value();
            return new BytesPerSecond(nic.value().value() * nicsPerNode.value() / devicesPerNode / contention);
        }
    }

    Cluster cluster(Accelerator device, int devices) {
        return new Cluster(
                name,
                device,
                devices,
                new Cluster.NodeShape(devicesPerNode, host.host()),
                tiers.stream().map(tier -> tier.link(devicesPerNode)).toList(),
                dollarsPerDeviceHour.value());
    }
}
