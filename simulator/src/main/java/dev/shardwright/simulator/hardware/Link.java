package dev.shardwright.simulator.hardware;

import dev.shardwright.simulator.unit.Bytes;
import dev.shardwright.simulator.unit.BytesPerSecond;
import dev.shardwright.simulator.unit.Seconds;

/**
 * One tier of the interconnect. It joins {@code domain} consecutive devices; {@code perDevice} is the datasheet rate
 * of one device's share of the tier in one direction (for a network tier: NIC rate x NICs / devices of a node, after
 * oversubscription). Large messages reach {@code efficiency} of it, a message of {@code halfSize} bytes half of that.
 */
public record Link(
        Kind kind, int domain, BytesPerSecond perDevice, double efficiency, Seconds latency, Bytes halfSize) {
    /** SWITCHED: all-to-all inside (NVSwitch); MESH: point-to-point links; BUS: PCIe; NETWORK: NICs and switches. */
    public enum Kind {
        SWITCHED,
        MESH,
        BUS,
        NETWORK
    }

    public Link {
        if (domain < 1 || !(efficiency > 0 && efficiency <= 1)) {
            throw new IllegalArgumentException(
                    "a link needs a domain of at least one device and an efficiency in (0, 1]");
        }
    }

    /** The same tier at another datasheet rate. */
    public Link withRate(BytesPerSecond other) {
        return new Link(kind, domain, other, efficiency, latency, halfSize);
    }
}
