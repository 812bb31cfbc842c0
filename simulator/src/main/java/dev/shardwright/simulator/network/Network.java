package dev.shardwright.simulator.network;

import dev.shardwright.simulator.hardware.Cluster;
import dev.shardwright.simulator.hardware.Collective;
import dev.shardwright.simulator.hardware.CollectiveCurve;
import dev.shardwright.simulator.hardware.Link;
import dev.shardwright.simulator.unit.Bytes;
import dev.shardwright.simulator.unit.Seconds;
import java.util.List;
import java.util.Optional;

/**
 * Times of collectives on a cluster: latency plus bytes on the wire over a rate that grows with the message,
 * t = latency + wire(n) S / (B e S / (S + S_half)). A group that leaves a tier uses every NIC of its members in a node
 * (NCCL rings enter and leave a node once per channel); docs/model/network.md.
 */
public final class Network {
    /**
     * Times that a rank's own part of the buffer passes through device memory (read, reduced or written) beside what it
     * sends: with it two ranks reach 0.7-0.75 of the bus bandwidth of eight in all-gathers and reduce-scatters and 0.84
     * in all-reduces, as on A100, H100, H200, B200 and GB200 (AIConfigurator collective measurements).
     */
    private static final double OWN_PASSES = 3;

    private final Cluster cluster;
    private final double efficiency;

    /** @param efficiency share of isolated collective speed that is left while training computes */
    public Network(Cluster cluster, double efficiency) {
        this.cluster = cluster;
        this.efficiency = efficiency;
    }

    public Seconds time(Collective collective, Bytes buffer, Group group) {
        return new Seconds(seconds(collective, buffer.value(), group.size(), group.stride()));
    }

    /** As {@link #time}, without allocation: the planner's inner loop calls it. */
    public double seconds(Collective collective, double bytes, int size, int stride) {
        return seconds(collective, bytes, size, stride, 1);
    }

    /**
     * As above, where each of the tokens of an all-to-all has {@code copies} in the buffer, for random members of the
     * group, and those for the same rank, or the same node, travel as one.
     */
    public double seconds(Collective collective, double bytes, int size, int stride, int copies) {
        if (size <= 1 || bytes <= 0) {
            return 0;
        }
        int span = (size - 1) * stride + 1;
        List<Link> tiers = cluster.tiers();
        Link inner = tiers.get(0);
        for (int i = 0; i < tiers.size(); i++) {
            Link tier = tiers.get(i);
            if (tier.domain() >= span || i == tiers.size() - 1) {
                return i == 0
                        ? within(tier, collective, bytes * distinct(size, copies), size)
                        : across(tier, inner, collective, bytes, new Members(size, stride, copies));
            }
            inner = tier;
        }
        throw new IllegalStateException("a cluster has at least one tier");
    }

    /** Whether a group stays in the innermost tier, where devices can write into each other's memory. */
    public boolean inInnermostTier(int size, int stride) {
        return (size - 1) * stride + 1 <= cluster.tiers().get(0).domain();
    }

    private double within(Link tier, Collective collective, double bytes, int size) {
        Optional<CollectiveCurve> measured =
                cluster.accelerator().curves().collectives().curve(collective, tier, size);
        return measured.isPresent()
                ? measured.get().seconds(collective, bytes, size) / efficiency
                : modelled(tier, collective, bytes, size);
    }

    private double modelled(Link tier, Collective collective, double bytes, int size) {
        double wire = collective.wireFactor(size) * bytes;
        double rate = tier.perDevice().value() * tier.efficiency() * efficiency;
        if (tier.kind() == Link.Kind.MESH) {
            rate *= links(collective, size) / Math.max(1.0, tier.domain() - 1.0);
        }
        return tier.latency().value() + wire / ramped(tier, rate, bytes) + ownPart(collective, bytes, size);
    }

    /** In a mesh a device reaches each peer over links of its own: a part of the mesh has a part of the rate. */
    private static int links(Collective collective, int size) {
        return collective == Collective.SEND_RECEIVE ? 1 : size - 1;
    }

    /** Ranks of a group, their distance, and copies of a token. */
    private record Members(int size, int stride, int copies) {}

    /** Expected share of a token's copies that go to different ones of {@code places}: n (1 - (1 - 1/n)^k) / k. */
    public static double distinct(double places, int copies) {
        return copies == 1 ? 1 : places * (1 - Math.pow(1 - 1 / places, copies)) / copies;
    }

    private double across(Link outer, Link inner, Collective collective, double bytes, Members group) {
        int size = group.size();
        int stride = group.stride();
        int members = Math.max(1, Math.min(size, inner.domain() / stride));
        double nodes = Math.max(2, size / (double) members);
        double nic = outer.perDevice().value() * outer.efficiency() * efficiency;
        double innerRate = inner.perDevice().value() * inner.efficiency() * efficiency;
        double wire = collective.wireFactor(size) * bytes;
        return switch (collective) {
            case SEND_RECEIVE -> outer.latency().value() + wire / ramped(outer, nic, bytes);
            case ALL_TO_ALL -> {
                double outside = (size - members) / (double) Math.max(1, size - 1);
                double once = wire * distinct(nodes, group.copies());
                double network = once * outside / ramped(outer, nic, bytes);
                double forwarded = group.copies() == 1 ? 1 - outside : distinct(size, group.copies());
                double local = wire * forwarded / ramped(inner, innerRate, bytes);
                yield outer.latency().value() * log2(nodes) + Math.max(network, local);
            }
            case ALL_REDUCE, ALL_GATHER, REDUCE_SCATTER -> {
                // Each doubling of nodes cuts the message into smaller pieces on the network.
                double half = inner.halfSize().value() + outer.halfSize().value() * log2(nodes);
                double rate = Math.min(members * nic, innerRate) * bytes / (bytes + half);
                yield outer.latency().value() * hops(collective, nodes) + wire / rate;
            }
        };
    }

    /** Trees carry all-reduces in a logarithmic number of hops; gathers and scatters run around the ring of nodes. */
    private static double hops(Collective collective, double nodes) {
        return collective == Collective.ALL_REDUCE ? log2(nodes) : nodes - 1;
    }

    /** Seconds for a rank's own part of the buffer. */
    private double ownPart(Collective collective, double bytes, int size) {
        double memory = cluster.accelerator().memory().bandwidth().value();
        return collective == Collective.SEND_RECEIVE ? 0 : OWN_PASSES * bytes / size / memory;
    }

    private static double ramped(Link tier, double rate, double bytes) {
        return rate * bytes / (bytes + tier.halfSize().value());
    }

    private static double log2(double value) {
        return Math.log(value) / Math.log(2);
    }
}
