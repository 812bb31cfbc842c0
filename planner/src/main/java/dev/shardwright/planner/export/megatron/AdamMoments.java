package dev.shardwright.planner.export.megatron;

import dev.shardwright.simulator.job.Optimizer;
import java.util.Locale;

/** Number format of Adam's two moments, told from the bytes they take together. */
enum AdamMoments {
    FP32(8),
    BF16(4),
    FP8(2),
    /** Another optimizer, or a mix of formats. */
    UNKNOWN(-1);

    private final double bytes;

    AdamMoments(double bytes) {
        this.bytes = bytes;
    }

    static AdamMoments of(Optimizer optimizer) {
        if (optimizer.name().toLowerCase(Locale.ROOT).startsWith("adam")) {
            for (AdamMoments moments : values()) {
                if (moments.bytes == optimizer.momentBytes()) {
                    return moments;
                }
            }
        }
        return UNKNOWN;
    }

    boolean isLow() {
        return this == BF16 || this == FP8;
    }

    String flagValue() {
        return name().toLowerCase(Locale.ROOT);
    }
}
