package dev.shardwright.simulator.validation;

import static dev.shardwright.simulator.validation.Unscorable.need;
import static dev.shardwright.simulator.validation.Unscorable.size;

import dev.shardwright.simulator.catalog.HardwareCatalog;
import dev.shardwright.simulator.hardware.Accelerator;
import dev.shardwright.simulator.hardware.Cluster;
import dev.shardwright.simulator.hardware.Link;
import dev.shardwright.simulator.unit.BytesPerSecond;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The cluster of a measured run: the one that the source names (by profile or file, or as "GPU over NETWORK", which is an
 * alias of it), else the one on which the runs of that software ran ("GPU of STACK"), else the one in which such GPUs
 * usually stand; stated node sizes and network rates replace the usual ones.
 */
final class MeasuredHardware {
    private static final double BITS_PER_BYTE = 8;
    private static final double GIGA = 1e9;

    private final MeasuredRun.ClusterShape shape;
    private final HardwareCatalog catalog;
    private final String software;

    MeasuredHardware(MeasuredRun.ClusterShape shape, HardwareCatalog catalog, String software) {
        this.shape = shape;
        this.software = software;
        this.catalog = catalog;
    }

    Cluster cluster() throws Unscorable {
        String gpu = need(shape.gpu(), "cluster.gpu");
        int devices = size(shape.gpus(), "the number of GPUs");
        Optional<Cluster> imposed = catalog.imposed(devices);
        if (imposed.isPresent()) {
            return matching(imposed.get(), gpu);
        }
        if (shape.name() != null) {
            Cluster named = catalog.cluster(shape.name(), devices);
            return stated(named, named.accelerator());
        }
        Accelerator accelerator = catalog.findAccelerator(gpu)
                .orElseThrow(() -> new Unscorable("the accelerator '" + gpu + "' is not in profiles/accelerators"));
        Cluster usual = catalog.findCluster(gpu + " over " + shape.inter(), devices)
                .or(() -> shape.inter() == null
                        ? catalog.findCluster(gpu + " of " + software, devices)
                        : Optional.empty())
                .orElseGet(() -> catalog.usualCluster(accelerator.name(), devices));
        return stated(usual, accelerator);
    }

    /** The cluster itself, unless the run names a GPU that is known to be another one. */
    private Cluster matching(Cluster cluster, String gpu) throws Unscorable {
        String own = cluster.accelerator().name();
        Optional<String> named = catalog.findAccelerator(gpu).map(Accelerator::name);
        if (named.isPresent() && !named.get().equals(own)) {
            throw new Unscorable("it ran on " + named.get() + ", not on " + own);
        }
        return cluster;
    }

    private Cluster stated(Cluster usual, Accelerator accelerator) {
        int perNode = shape.gpusPerNode() == null ? usual.node().devices() : shape.gpusPerNode();
        List<Link> tiers = new ArrayList<>();
        for (Link tier : usual.tiers()) {
            tiers.add(tier.kind() == Link.Kind.NETWORK ? network(tier, perNode) : inside(tier, usual, perNode));
        }
        Cluster.NodeShape node = new Cluster.NodeShape(perNode, usual.node().host());
        return new Cluster(usual.name(), accelerator, usual.devices(), node, tiers, usual.dollarsPerDeviceHour());
    }

    private Link network(Link tier, int perNode) {
        if (shape.interGbpsPerNode() == null) {
            return tier;
        }
        BytesPerSecond perDevice = new BytesPerSecond(shape.interGbpsPerNode() * GIGA / BITS_PER_BYTE / perNode);
        return tier.withRate(perDevice);
    }

    /** A link domain that spans one node follows the node's size. */
    private static Link inside(Link tier, Cluster usual, int perNode) {
        if (tier.domain() != usual.node().devices()) {
            return tier;
        }
        return new Link(tier.kind(), perNode, tier.perDevice(), tier.efficiency(), tier.latency(), tier.halfSize());
    }
}
