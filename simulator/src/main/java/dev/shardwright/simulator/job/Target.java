package dev.shardwright.simulator.job;

import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** A linear map that an adapter can stand beside; libraries that fuse maps put one adapter beside the fused map. */
public enum Target {
    QUERY("query", "q_proj"),
    KEY("key", "k_proj"),
    VALUE("value", "v_proj"),
    /** Queries, keys and values by one map (Megatron, Qwen). */
    QUERY_KEY_VALUE("query-key-value", "linear_qkv", "c_attn"),
    OUTPUT("output", "o_proj", "linear_proj"),
    GATE("gate", "gate_proj"),
    UP("up", "up_proj"),
    /** Both up-projections of a gated block by one map (Megatron). */
    GATE_UP("gate-up", "linear_fc1"),
    DOWN("down", "down_proj", "linear_fc2");

    /** Every linear map of a decoder layer, one adapter each. */
    public static final Set<Target> ALL_LINEAR =
            Collections.unmodifiableSet(EnumSet.of(QUERY, KEY, VALUE, OUTPUT, GATE, UP, DOWN));

    private final String label;
    private final List<String> libraryNames;

    Target(String label, String... libraryNames) {
        this.label = label;
        this.libraryNames = List.of(libraryNames);
    }

    /** Reads a label, or the name that a fine-tuning library has for it; throws IllegalArgumentException. */
    public static Target parse(String text) {
        return Arrays.stream(values())
                .filter(target -> target.label.equals(text) || target.libraryNames.contains(text))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("'" + text + "' is not one of "
                        + Arrays.stream(values()).map(Target::label).collect(Collectors.joining(", "))));
    }

    /** The name in files, options and tables. */
    public String label() {
        return label;
    }
}
