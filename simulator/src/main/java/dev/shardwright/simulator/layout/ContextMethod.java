package dev.shardwright.simulator.layout;

/** How a context-parallel group shares keys and values. */
public enum ContextMethod {
    /** Blocks of keys and values travel a ring, hidden behind attention (Liu et al. 2023). */
    RING,
    /** Keys and values are gathered before attention (Llama 3, section 3.3.2). */
    ALL_GATHER,
    /** Heads are exchanged for sequence by all-to-all (Jacobs et al. 2023). */
    ULYSSES,
    /** Heads are exchanged inside a node; between nodes keys and values travel a ring (Fang and Zhao 2024). */
    HIERARCHICAL
}
