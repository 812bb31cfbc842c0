package dev.shardwright.simulator.calibration.fabric;

import dev.shardwright.simulator.hardware.Cluster;
import dev.shardwright.simulator.hardware.Link;
import dev.shardwright.simulator.network.Network;
import dev.shardwright.simulator.unit.Bytes;
import dev.shardwright.simulator.unit.Seconds;
import java.util.ArrayList;
import java.util.List;

/**
 * A cluster whose links move: three coordinates per tier (efficiency, latency, half size), each 0 at the base's value
 * and 1 at one prior spread above it.
 */
final class FabricModel {
    static final int PER_TIER = 3;

    /** Prior spread of an efficiency, on the scale ln(e / (1 - e)): 0.77 may well be 0.55 or 0.9. */
    private static final double EFFICIENCY_SPREAD = 1;

    /** Prior spread of a latency: a factor of 3. */
    private static final double LATENCY_SPREAD = Math.log(3);

    /** Prior spread of a half size: a factor of 5; it and latency weigh alike on small messages. */
    private static final double HALF_SPREAD = Math.log(5);

    private static final double FULL = 0.999;
    private static final double LEAST_LATENCY = 1e-8;
    private static final double LEAST_HALF = 1;

    private final Cluster base;

    FabricModel(Cluster base) {
        this.base = base;
    }

    int coordinates() {
        return PER_TIER * base.tiers().size();
    }

    Cluster at(double... position) {
        List<Link> tiers = new ArrayList<>();
        for (int i = 0; i < base.tiers().size(); i++) {
            tiers.add(link(base.tiers().get(i), i * PER_TIER, position));
        }
        return new Cluster(
                base.name(), base.accelerator(), base.devices(), base.node(), tiers, base.dollarsPerDeviceHour());
    }

    private static Link link(Link link, int first, double... position) {
        double share = Math.min(FULL, link.efficiency());
        double moved = Math.log(share / (1 - share)) + EFFICIENCY_SPREAD * position[first];
        double latency =
                Math.max(LEAST_LATENCY, link.latency().value()) * Math.exp(LATENCY_SPREAD * position[first + 1]);
        double half = Math.max(LEAST_HALF, link.halfSize().value()) * Math.exp(HALF_SPREAD * position[first + 2]);
        return new Link(
                link.kind(),
                link.domain(),
                link.perDevice(),
                1 / (1 + Math.exp(-moved)),
                new Seconds(latency),
                Bytes.of(half));
    }

    /** ln(predicted / measured) of every sample on a cluster, without training beside the collectives. */
    static double[] logRatios(Cluster cluster, List<CollectiveSample> samples) {
        Network network = new Network(cluster, 1);
        return samples.stream()
                .mapToDouble(sample -> Math.log(network.seconds(
                                sample.collective(),
                                sample.buffer().value(),
                                sample.ranks().count(),
                                stride(cluster, sample.ranks()))
                        / sample.time().value()))
                .toArray();
    }

    /** Ranks spread evenly over the devices of a node when the test spans nodes and leaves some idle. */
    private static int stride(Cluster cluster, CollectiveSample.Ranks ranks) {
        int devices = cluster.node().devices();
        return ranks.hosts() > 1 && devices % ranks.perHost() == 0 ? devices / ranks.perHost() : 1;
    }
}
