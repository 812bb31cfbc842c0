package dev.shardwright.gui.plan;

import dev.shardwright.simulator.catalog.Catalog;
import java.util.List;

/** All that the fields of Job offer by name. */
public record Presets(List<Preset> models, List<Preset> clusters, List<Preset> stacks) {
    /** Reads every file of a model or a cluster. */
    public static Presets of(Catalog catalog) {
        return new Presets(
                catalog.models().names().stream()
                        .map(name -> new Preset(name, catalog.models().label(name)))
                        .toList(),
                catalog.hardware().clusterListings().stream()
                        .map(listing -> new Preset(listing.name(), listing.label()))
                        .toList(),
                catalog.stacks().names().stream()
                        .map(name -> new Preset(name, ""))
                        .toList());
    }
}
