package dev.shardwright.simulator.calibration.fabric;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.shardwright.simulator.catalog.HardwareCatalog;
import dev.shardwright.simulator.hardware.Link;
import java.util.Locale;

/** The cluster file of a fit: the base with measured efficiency, latency and half size in the tiers that were crossed. */
public final class FabricFile {
    private static final double MICRO = 1e-6;
    private static final double MEGA = 1e6;

    private final FabricFit fit;
    private final String source;

    /** @param source where the figures come from: files and date */
    public FabricFile(FabricFit fit, String source) {
        this.fit = fit;
        this.source = source;
    }

    /** The tree of the file; a shipped base is extended, a user's own is written out whole. */
    public ObjectNode tree(String name, String base, HardwareCatalog hardware) {
        ObjectNode whole = hardware.clusterTree(base);
        ObjectNode file = JsonNodeFactory.instance.objectNode();
        file.put("name", name);
        if (hardware.ships(base)) {
            file.put("extends", whole.path("name").asText());
            file.put("label", whole.path("label").asText(whole.path("name").asText()) + ", measured");
        } else {
            whole.remove("aliases");
            whole.remove("name");
            file.setAll(whole);
        }
        file.put("collectives", fit.measured(0) ? "links" : "curves");
        file.set("tiers", tiers(whole.path("tiers")));
        return file;
    }

    private ArrayNode tiers(JsonNode base) {
        ArrayNode tiers = JsonNodeFactory.instance.arrayNode();
        for (int i = 0; i < base.size(); i++) {
            ObjectNode tier = base.get(i).deepCopy();
            if (fit.measured(i)) {
                Link link = fit.fitted().tiers().get(i);
                sourced(tier.putObject("efficiency").put("value", Math.round(link.efficiency() * 1e4) / 1e4));
                sourced(tier.putObject("latency")
                        .put("value", text(link.latency().value() / MICRO, "us")));
                sourced(tier.putObject("half_size")
                        .put("value", text(link.halfSize().value() / MEGA, "MB")));
            }
            tiers.add(tier);
        }
        return tiers;
    }

    private void sourced(ObjectNode figure) {
        figure.put("source", source).put("evidence", "measured here");
    }

    private static String text(double value, String unit) {
        return String.format(Locale.ROOT, "%.4g", value) + " " + unit;
    }
}
