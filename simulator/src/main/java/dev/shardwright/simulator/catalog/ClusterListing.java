package dev.shardwright.simulator.catalog;

/** One line of a list of clusters; {@code dollarsPerDeviceHour} is 0 when unknown. */
public record ClusterListing(
        String name, String label, String accelerator, int devicesPerNode, double dollarsPerDeviceHour) {}
