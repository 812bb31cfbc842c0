package dev.shardwright.simulator.layout;

/** The three ways of trading time for memory. */
public record MemorySaving(Recompute recompute, Sharding sharding, Offload offload) {
    public static MemorySaving of(Recompute recompute, int zeroStage) {
        return new MemorySaving(recompute, Sharding.zero(zeroStage), Offload.NONE);
    }
}
