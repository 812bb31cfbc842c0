package dev.shardwright.simulator.model;

/** {@code count} consecutive or interleaved layers that are all equal. */
public record LayerGroup(Layer layer, int count) {
    public LayerGroup {
        if (count <= 0) {
            throw new IllegalArgumentException("a layer group needs at least one layer");
        }
    }
}
