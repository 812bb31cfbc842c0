package dev.shardwright.planner.sweep;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.shardwright.planner.output.OutputFile;
import dev.shardwright.planner.planfile.JsonText;
import dev.shardwright.simulator.catalog.HardwareCatalog;
import dev.shardwright.simulator.hardware.Cluster;
import dev.shardwright.simulator.hardware.Link;
import dev.shardwright.simulator.problem.InvalidInputException;
import dev.shardwright.simulator.unit.BytesPerSecond;
import java.nio.file.Path;
import java.util.List;

/**
 * A shipped cluster with another network or other device memory, as a cluster file that extends the shipped one; other
 * memory is stated in a file of the devices beside it.
 */
public final class ChangedCluster {
    private static final double GIGA = 1e9;
    private static final List<String> NETWORK_CARDS = List.of("nic", "nics_per_node", "oversubscription");

    private final Cluster shipped;
    private final Cluster changed;

    private ChangedCluster(Cluster shipped, Cluster changed) {
        this.shipped = shipped;
        this.changed = changed;
    }

    /** Throws InvalidInputException when anything else than network and memory differs from the shipped cluster. */
    public static ChangedCluster of(Cluster changed, HardwareCatalog hardware) {
        Cluster shipped =
                hardware.findCluster(changed.name(), changed.devices()).orElse(changed);
        Cluster back = changed.withTiers(shipped.tiers())
                .with(changed.accelerator().with(shipped.accelerator().memory()));
        if (!hardware.ships(changed.name()) || !back.equals(shipped)) {
            throw new InvalidInputException(
                    "cluster = " + changed.name(),
                    "is a file of your own, and a changed one cannot be written from it.",
                    "Change its network or the memory of its devices in that file.");
        }
        return new ChangedCluster(shipped, changed);
    }

    /** Whether the shipped cluster is another one. */
    public boolean differs() {
        return !changed.equals(shipped);
    }

    /** Writes the cluster file, and beside it that of the devices where their memory is another. */
    public void write(Path file, HardwareCatalog hardware) {
        String name = file.getFileName().toString().replaceFirst("\\.json$", "");
        ObjectNode cluster = extending(name, shipped.name());
        if (!changed.accelerator().equals(shipped.accelerator())) {
            String device = name + "-gpu.json";
            cluster.put("accelerator", device);
            write(file.resolveSibling(device), device(shipped.accelerator().name() + "-what-if"));
        }
        if (!changed.tiers().equals(shipped.tiers())) {
            ObjectNode whole = hardware.clusterTree(shipped.name());
            cluster.put("collectives", whole.path("collectives").asText("curves"));
            cluster.set("tiers", tiers((ArrayNode) whole.path("tiers")));
        }
        write(file, cluster);
    }

    private static ObjectNode extending(String name, String base) {
        return JsonNodeFactory.instance.objectNode().put("name", name).put("extends", base);
    }

    private ObjectNode device(String name) {
        ObjectNode device = extending(name, shipped.accelerator().name());
        device.putObject("memory")
                .put("usable", changed.accelerator().memory().usable().value() + " B");
        return device;
    }

    private ArrayNode tiers(ArrayNode base) {
        ArrayNode tiers = base.deepCopy();
        for (int i = 0; i < tiers.size(); i++) {
            Link tier = changed.tiers().get(i);
            if (!tier.equals(shipped.tiers().get(i))) {
                ObjectNode written = (ObjectNode) tiers.get(i);
                written.remove(NETWORK_CARDS);
                written.put("per_device", text(tier.perDevice()));
            }
        }
        return tiers;
    }

    private static String text(BytesPerSecond rate) {
        return rate.value() / GIGA + " GB/s";
    }

    private static void write(Path file, ObjectNode tree) {
        new OutputFile(file, JsonText.of(tree), false).write();
    }
}
