package dev.shardwright.simulator.catalog;

import dev.shardwright.simulator.hardware.Accelerator;

/** One line of a list of accelerators; {@code server} is the cluster in which it usually stands. */
public record AcceleratorListing(String label, String server, Accelerator accelerator) {
    public String name() {
        return accelerator.name();
    }
}
