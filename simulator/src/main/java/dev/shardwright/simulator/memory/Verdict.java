package dev.shardwright.simulator.memory;

import dev.shardwright.simulator.unit.Bytes;

/** Whether the worst rank fits. */
public enum Verdict {
    FITS("fits"),
    /** Above the share of memory at which the stack's allocator starts to retry. */
    NEAR_LIMIT("near the limit: unstable"),
    OUT_OF_MEMORY("out of memory");

    private final String label;

    Verdict(String label) {
        this.label = label;
    }

    /** @param unstableAbove share of the limit from which on the stack's allocator misbehaves */
    public static Verdict of(Bytes peak, Bytes limit, double unstableAbove) {
        if (peak.value() > limit.value()) {
            return OUT_OF_MEMORY;
        }
        return peak.value() > unstableAbove * limit.value() ? NEAR_LIMIT : FITS;
    }

    public String label() {
        return label;
    }
}
