package dev.shardwright.profiler.kernel;

import java.util.Arrays;

/** Operations whose speed follows one efficiency curve. */
public enum Family {
    PRODUCT("product"),
    ATTENTION("attention"),
    /** Kernels that only move memory. */
    STREAMING("streaming"),
    /** Copies over the link between host and device. */
    HOST_LINK("host_link"),
    /** Several kernels one after another. */
    LAYER("layer");

    private final String label;

    Family(String label) {
        this.label = label;
    }

    /** The name in files and tables. */
    public String label() {
        return label;
    }

    /** Reads a label; throws IllegalArgumentException. */
    public static Family parse(String text) {
        return Arrays.stream(values())
                .filter(family -> family.label.equals(text))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("'" + text + "' is no family of operators"));
    }
}
