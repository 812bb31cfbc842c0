package dev.shardwright.simulator.layout;

/**
 * What the data-parallel group splits instead of replicating (Rajbhandari et al. 2020), and over how many full
 * replicas ({@code replicas} > 1 is hybrid sharding: states are split inside data / replicas ranks).
 */
public record Sharding(Stage stage, int replicas) {
    /** ZeRO stages; PARAMETERS is ZeRO-3, also called fully sharded data parallel. */
    public enum Stage {
        NONE,
        OPTIMIZER,
        GRADIENTS,
        PARAMETERS;

        public boolean atLeast(Stage other) {
            return compareTo(other) >= 0;
        }
    }

    public Sharding {
        if (replicas < 1) {
            throw new IllegalArgumentException("sharding replicas must be positive: " + replicas);
        }
    }

    public static Sharding zero(int stage) {
        if (stage < 0 || stage > 3) {
            throw new IllegalArgumentException("ZeRO stage must be 0 to 3: " + stage);
        }
        return new Sharding(Stage.values()[stage], 1);
    }

    /** Ranks over which a state of the given stage is split, in a data-parallel group of the given size. */
    public int ways(Stage state, int dataParallel) {
        return stage.atLeast(state) ? Math.max(1, dataParallel / replicas) : 1;
    }
}
